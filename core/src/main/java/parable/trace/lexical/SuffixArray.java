package parable.trace.lexical;

import java.util.Arrays;
import java.util.function.IntConsumer;
import parable.ground.Check;

/// The order of all suffixes of a text, by SA-IS ([Nong, Zhang, Chan
/// 2009](https://doi.org/10.1109/DCC.2009.42), algorithm of section 3): linear in time whatever the text,
/// periodic and constant ones included.
///
/// ```
/// S  a suffix smaller than the one after it       LMS  an S whose predecessor is an L
/// L  one that is larger                           text   b a n a n a $     ($ is the end, smaller than all)
///                                                 type   L S L S L L S
/// 1  LMS suffixes go to the ends of their buckets in any order
/// 2  a pass to the right puts every L behind its successor, a pass to the left every S before its own:
///    the pieces between two LMS positions are now sorted
/// 3  equal pieces get equal names; where two pieces share one, the text of names is sorted by recursion
/// 4  LMS suffixes go to the ends of their buckets in their true order; pass 2 again sorts everything
/// ```
///
/// Types are not stored: in the first pass `j` is L if its symbol is not below its successor's; in the
/// second, equal symbols share the type of the successor, which is S just if it lies at or after its
/// bucket's border. Everything lives in the array of the result, the recursion included (Nong et al.,
/// section 4); each level also needs one counter a symbol. One call works on one thread.
final class SuffixArray {
    private static final int EMPTY = -1;

    private final Symbols text;
    private final int length;
    private final int[] order;
    private final int[] counts;
    private final int[] border;

    private SuffixArray(Symbols text, int alphabet, int[] order) {
        this.text = text;
        this.length = text.length();
        this.order = order;
        this.counts = new int[alphabet];
        this.border = new int[alphabet];
        for (int i = 0; i < length; i++) {
            counts[text.at(i)]++;
        }
    }

    /// @param alphabet symbols are from 0 to `alphabet - 1`
    /// @return starts of the suffixes, the smallest first; a suffix that begins another is the smaller of
    ///     the two
    static int[] of(Symbols text, int alphabet) {
        for (int i = 0; i < text.length(); i++) {
            int symbol = text.at(i);
            Check.that(
                    symbol >= 0 && symbol < alphabet,
                    "symbols run from 0 to %d, but the one at %d is %d",
                    alphabet - 1,
                    i,
                    symbol);
        }
        int[] order = new int[text.length()];
        sort(text, alphabet, order);
        return order;
    }

    private static void sort(Symbols text, int alphabet, int[] order) {
        if (text.length() > 0) {
            new SuffixArray(text, alphabet, order).sort();
        }
    }

    private void sort() {
        int pieces = sortPieces();
        if (pieces > 0) {
            int names = name(pieces);
            if (names < pieces) {
                sortNames(pieces, names);
            }
        }
        place(pieces);
        induceLarger();
        induceSmaller(false);
    }

    /// Steps 1 and 2.
    ///
    /// @return how many LMS positions there are; they stand at the start of `order`, sorted up to the next one
    private int sortPieces() {
        Arrays.fill(order, 0, length, EMPTY);
        toEnds();
        forEachLms(position -> order[--border[text.at(position)]] = position);
        induceLarger();
        int top = induceSmaller(true);
        System.arraycopy(order, top, order, 0, length - top);
        return length - top;
    }

    /// Step 3: `order[pieces + p / 2]` gets the rank of the piece that begins at p. LMS positions are never
    /// neighbors.
    ///
    /// @return how many different pieces there are
    private int name(int pieces) {
        Arrays.fill(order, pieces, length, EMPTY);
        measure(pieces);
        int names = 0;
        int former = 0, formerSize = 0;
        for (int i = 0; i < pieces; i++) {
            int piece = order[i], slot = pieces + (piece >> 1), size = order[slot];
            if (i == 0 || size != formerSize || !areEqual(former, piece, size)) {
                names++;
            }
            order[slot] = names - 1;
            former = piece;
            formerSize = size;
        }
        return names;
    }

    /// Writes the size of every piece into its slot: up to the next LMS position and with it, or up to the end.
    private void measure(int pieces) {
        int[] end = {length};
        forEachLms(position -> {
            order[pieces + (position >> 1)] = end[0] - position + 1;
            end[0] = position;
        });
    }

    /// The piece that runs into the end is equal to no other.
    private boolean areEqual(int one, int other, int size) {
        if (Math.max(one, other) + size > length) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (text.at(one + i) != text.at(other + i)) {
                return false;
            }
        }
        return true;
    }

    /// Sorts the LMS suffixes through the text of their names, which occupies the end of `order` meanwhile.
    private void sortNames(int pieces, int names) {
        int start = length - pieces;
        for (int from = length - 1, to = length; from >= pieces; from--) {
            if (order[from] != EMPTY) {
                order[--to] = order[from];
            }
        }
        sort(new Symbols.Wide(order, start, pieces), names, order);
        int[] to = {length};
        forEachLms(position -> order[--to[0]] = position);
        for (int i = 0; i < pieces; i++) {
            order[i] = order[start + order[i]];
        }
    }

    /// Step 4. A position's place is never before the one that it is taken from.
    private void place(int pieces) {
        Arrays.fill(order, pieces, length, EMPTY);
        toEnds();
        for (int i = pieces - 1; i >= 0; i--) {
            int position = order[i];
            order[i] = EMPTY;
            order[--border[text.at(position)]] = position;
        }
    }

    /// Puts every L suffix behind the smaller ones of its bucket. The suffix before the end comes first of all.
    private void induceLarger() {
        toStarts();
        order[border[text.at(length - 1)]++] = length - 1;
        for (int i = 0; i < length; i++) {
            int suffix = order[i];
            if (suffix > 0) {
                int symbol = text.at(suffix - 1);
                if (symbol >= text.at(suffix)) {
                    order[border[symbol]++] = suffix - 1;
                }
            }
        }
    }

    /// Puts every S suffix before the larger ones of its bucket.
    ///
    /// @param gathers whether LMS suffixes are gathered at the end of `order`, over what is no longer needed
    /// @return where they begin; the length if none was gathered
    private int induceSmaller(boolean gathers) {
        toEnds();
        int top = length;
        for (int i = length - 1; i >= 0; i--) {
            int suffix = order[i];
            if (suffix > 0) {
                int before = text.at(suffix - 1), symbol = text.at(suffix);
                if (before < symbol || before == symbol && border[symbol] <= i) {
                    order[--border[before]] = suffix - 1;
                } else if (gathers && before > symbol && border[symbol] <= i) {
                    order[--top] = suffix;
                }
            }
        }
        return top;
    }

    /// LMS positions from the last to the first.
    private void forEachLms(IntConsumer wanted) {
        boolean nextIsSmaller = false;
        for (int i = length - 2, next = text.at(length - 1); i >= 0; i--) {
            int symbol = text.at(i);
            boolean isSmaller = symbol < next || symbol == next && nextIsSmaller;
            if (nextIsSmaller && !isSmaller) {
                wanted.accept(i + 1);
            }
            nextIsSmaller = isSmaller;
            next = symbol;
        }
    }

    private void toStarts() {
        int sum = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            border[symbol] = sum;
            sum += counts[symbol];
        }
    }

    private void toEnds() {
        int sum = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            sum += counts[symbol];
            border[symbol] = sum;
        }
    }
}
