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

    private long[] numbers = new long[64];
    private int count;

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
            if (text.charAt(i) >= FIRST_ACCENT) {
                return true;
            }
        }
        return false;
    }

    private void read(String text) {
        long sum = START;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            int c = folded(text.charAt(i));
            if (c == 0 && text.charAt(i) >= FIRST_ACCENT && isMark(text.charAt(i))) {
                continue;
            }
            if (inside && (c == 0 || isIdeograph(c))) {
                add(sum);
                inside = false;
            }
            if (c != 0) {
                sum = ((inside ? sum : START) ^ c) * PRIME;
                inside = !isIdeograph(c);
                if (!inside) {
                    add(sum);
                }
            }
        }
        if (inside) {
            add(sum);
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

    private void add(long number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = mixed(number);
    }

    public int count() {
        return count;
    }

    public long number(int index) {
        return numbers[index];
    }

    /// One number for each run of `length` words. A shorter text is one run.
    public long[] runs(int length) {
        long[] runs = new long[count == 0 ? 0 : Math.max(1, count - length + 1)];
        for (int i = 0; i < runs.length; i++) {
            long sum = 0;
            for (int k = i; k < Math.min(count, i + length); k++) {
                sum = sum * GAMMA + numbers[k];
            }
            runs[i] = mixed(sum);
        }
        return runs;
    }

    /// Every bit of the answer depends on every bit of `z` (SplitMix64, Steele, Lea, Flood 2014).
    public static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
