package parable.corpus.near;

import java.text.Normalizer;
import java.util.Arrays;

/// The words of a text as numbers, in the form in which texts are compared: lower case, without accents and
/// punctuation, every digit a 0. A character of a script without spaces is a word of its own. Immutable.
public final class Words {
    private static final long PRIME = 0x100000001B3L;
    private static final long START = 0xCBF29CE484222325L;
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final char FIRST_ACCENT = '\u00C0';
    /// Quotation marks, dashes and the like: no words, whatever they are taken apart into.
    private static final char FIRST_MARK = '\u2000', LAST_MARK = '\u206F';

    private long[] numbers = new long[64];
    private int[] lengths = new int[64];
    private int count;
    private int lettered;

    private Words() {}

    public static Words of(String text) {
        Words words = new Words();
        words.read(hasAccents(text) ? Normalizer.normalize(text, Normalizer.Form.NFD) : text);
        return words;
    }

    /// The number of one word, as [#number(int)] has it.
    public static long number(String word) {
        Words one = of(word);
        return one.count == 1 ? one.numbers[0] : 0;
    }

    private static boolean hasAccents(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_ACCENT && (c < FIRST_MARK || c > LAST_MARK)) {
                return true;
            }
        }
        return false;
    }

    private void read(String text) {
        long sum = START;
        int length = 0;
        boolean inside = false, hasLetter = false;
        for (int i = 0; i < text.length(); i++) {
            int c = folded(text.charAt(i));
            if (c == 0 && text.charAt(i) >= FIRST_ACCENT && isMark(text.charAt(i))) {
                continue;
            }
            if (inside && (c == 0 || isIdeograph(c))) {
                add(sum, length, hasLetter);
                inside = false;
            }
            if (c != 0) {
                hasLetter = inside && hasLetter || c != '0';
                sum = ((inside ? sum : START) ^ c) * PRIME;
                length = inside ? length + 1 : 1;
                inside = !isIdeograph(c);
                if (!inside) {
                    add(sum, length, true);
                }
            }
        }
        if (inside) {
            add(sum, length, hasLetter);
        }
    }

    /// A letter in lower case, 0 as a character for a digit, and the number 0 for what is between words.
    private static int folded(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' ? c : c >= 'A' && c <= 'Z' ? c + 32 : c >= '0' && c <= '9' ? '0' : 0;
        }
        if (Character.isDigit(c)) {
            return '0';
        }
        return Character.isLetter(c) || Character.isSurrogate(c) ? Character.toLowerCase(c) : 0;
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isIdeograph(int c) {
        return c >= 0x2E80 && (c <= 0x9FFF || c >= 0xF900 && c <= 0xFAFF);
    }

    private void add(long number, int length, boolean hasLetter) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        lengths[count] = length;
        lettered += hasLetter ? 1 : 0;
        numbers[count++] = mixed(number);
    }

    public int count() {
        return count;
    }

    /// How many of the words have a letter.
    public int lettered() {
        return lettered;
    }

    public long number(int index) {
        return numbers[index];
    }

    /// Characters of a word, accents apart.
    public int length(int index) {
        return lengths[index];
    }

    /// One number for each run of `length` words. A shorter text is one run.
    public long[] runs(int length) {
        long[] runs = new long[count == 0 ? 0 : Math.max(1, count - length + 1)];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = run(i, length);
        }
        return runs;
    }

    /// The number of the run that begins at `from`; of fewer words where the text ends before.
    public long run(int from, int length) {
        long sum = 0;
        for (int k = from; k < Math.min(count, from + length); k++) {
            sum = sum * GAMMA + numbers[k];
        }
        return mixed(sum);
    }

    /// Every bit of the answer depends on every bit of `z` (SplitMix64, Steele, Lea, Flood 2014).
    public static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
