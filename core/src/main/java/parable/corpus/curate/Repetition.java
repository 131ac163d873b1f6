package parable.corpus.curate;

import java.util.Arrays;
import parable.corpus.near.Words;

/// How much of a text is said again ([Rae et al. 2021](https://arxiv.org/abs/2112.11446), table A1): which share of its
/// characters the commonest run of 2, 3 or 4 words has, and which share is in runs of 5 to 10 words that occurred
/// before. A run that was met before is passed over whole, so that its characters count once.
///
/// @param commonest greatest share over its limit, of 2, 3 and 4 words: above 1 the rule is broken
/// @param repeated  the same of 5 to 10 words
record Repetition(double commonest, double repeated) {
    private static final double[] MOST_COMMONEST = {.20, .18, .16}, MOST_REPEATED = {.15, .14, .13, .12, .11, .10};

    static Repetition of(Words words, int characters) {
        if (words.count() == 0) {
            return new Repetition(0, 0);
        }
        Seen seen = new Seen(words.count());
        double commonest = 0, repeated = 0;
        for (int i = 0; i < MOST_COMMONEST.length; i++) {
            commonest = Math.max(commonest, commonest(words, i + 2, seen) / (MOST_COMMONEST[i] * characters));
        }
        for (int i = 0; i < MOST_REPEATED.length; i++) {
            repeated = Math.max(repeated, repeated(words, i + 5, seen) / (MOST_REPEATED[i] * characters));
        }
        return new Repetition(commonest, repeated);
    }

    /// Characters of the commonest run, blanks between its words included, wherever it occurs.
    private static long commonest(Words words, int length, Seen seen) {
        seen.clear();
        int most = 0, first = 0;
        for (int at = 0; at + length <= words.count(); at++) {
            int times = seen.count(words.run(at, length));
            if (times > most) {
                most = times;
                first = at;
            }
        }
        return most < 2 ? 0 : (long) most * (characters(words, first, length) + length - 1);
    }

    private static long repeated(Words words, int length, Seen seen) {
        seen.clear();
        long characters = 0;
        for (int at = 0; at + length <= words.count(); ) {
            boolean isNew = seen.count(words.run(at, length)) == 1;
            characters += isNew ? 0 : characters(words, at, length);
            at += isNew ? 1 : length;
        }
        return characters;
    }

    private static int characters(Words words, int from, int length) {
        int characters = 0;
        for (int i = from; i < from + length; i++) {
            characters += words.length(i);
        }
        return characters;
    }

    /// How often each number was met.
    private static final class Seen {
        private final long[] numbers;
        private final int[] counts;

        Seen(int most) {
            numbers = new long[Integer.highestOneBit(most) << 2];
            counts = new int[numbers.length];
        }

        void clear() {
            Arrays.fill(counts, 0);
        }

        int count(long number) {
            int place = (int) number & numbers.length - 1;
            while (counts[place] > 0 && numbers[place] != number) {
                place = place + 1 & numbers.length - 1;
            }
            numbers[place] = number;
            return ++counts[place];
        }
    }
}
