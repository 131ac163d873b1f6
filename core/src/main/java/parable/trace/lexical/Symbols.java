package parable.trace.lexical;

/// A text as a suffix sorter reads it: symbols from 0 to some alphabet's size less 1, larger ones sorting
/// later.
sealed interface Symbols {
    int at(int position);

    int length();

    /// Two bytes a symbol: half the memory, and the random reads of the sorter miss the caches less often.
    record Narrow(char[] values) implements Symbols {
        @Override
        public int at(int position) {
            return values[position];
        }

        @Override
        public int length() {
            return values.length;
        }
    }

    /// Symbols from `from` in an array that may hold other things before and after them.
    record Wide(int[] values, int from, int length) implements Symbols {
        @Override
        public int at(int position) {
            return values[from + position];
        }
    }
}
