package parable.trace.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class SuffixArrayTest {
    @Test
    void bananaIsSortedAsInEveryTextbook() {
        assertThat(SuffixArray.of(narrow(letters("banana")), 128)).containsExactly(5, 3, 1, 0, 4, 2);
    }

    @Test
    void emptyAndSingleTextsAreSorted() {
        assertThat(SuffixArray.of(narrow(), 1)).isEmpty();
        assertThat(SuffixArray.of(narrow(0), 1)).containsExactly(0);
    }

    @Test
    void randomTextsOfEveryAlphabetAreSortedAsNaively() {
        RandomStream random = RandomStream.of(1, "texts");
        for (int trial = 0; trial < 2_000; trial++) {
            int alphabet = 1 + random.below(trial % 3 == 0 ? 2 : trial % 3 == 1 ? 5 : 300);
            int[] text = IntStream.generate(() -> random.below(alphabet))
                    .limit(random.below(120))
                    .toArray();
            assertSorted(text, alphabet);
        }
    }

    @Test
    void everyShortTextOfThreeLettersIsSortedAsNaively() {
        for (int length = 1; length <= 8; length++) {
            int texts = (int) Math.pow(3, length);
            for (int code = 0; code < texts; code++) {
                int[] text = new int[length];
                for (int i = 0, left = code; i < length; i++, left /= 3) {
                    text[i] = left % 3;
                }
                assertSorted(text, 3);
            }
        }
    }

    @Test
    void periodicTextsAreSortedAsNaively() {
        assertSorted(new int[600], 1);
        assertSorted(letters(fibonacci(14)), 128);
        assertSorted(letters("ab".repeat(300)), 128);
        assertSorted(letters("aab".repeat(200) + "aa"), 128);
        assertSorted(letters("ba".repeat(200) + "b".repeat(100)), 128);
        assertSorted(deBruijn(2, 9), 2);
        assertSorted(deBruijn(4, 4), 4);
    }

    @Test
    void theWholeSixteenBitAlphabetIsSorted() {
        RandomStream random = RandomStream.of(2, "wide alphabet");
        int[] text =
                IntStream.generate(() -> random.below(1 << 16)).limit(3_000).toArray();
        text[7] = 65_535;
        assertSorted(text, 1 << 16);
    }

    @Test
    void longConstantAndPeriodicTextsTakeLinearTime() {
        int length = 2_000_000;
        int[] constant = SuffixArray.of(narrow(new int[length]), 1);
        assertThat(constant[0]).isEqualTo(length - 1);
        assertThat(constant[length - 1]).isZero();
        int[] periodic = SuffixArray.of(narrow(letters("ab".repeat(length / 2))), 128);
        assertThat(periodic[0]).isEqualTo(length - 2);
        assertThat(periodic[length - 1]).isEqualTo(1);
    }

    @Test
    void symbolsOutsideTheAlphabetAreRefused() {
        assertThatThrownBy(() -> SuffixArray.of(narrow(0, 3), 3))
                .hasMessage("symbols run from 0 to 2, but the one at 1 is 3");
    }

    private static void assertSorted(int[] text, int alphabet) {
        int[] expected = naive(text);
        assertThat(SuffixArray.of(narrow(text), alphabet)).isEqualTo(expected);
        assertThat(SuffixArray.of(new Symbols.Wide(text, 0, text.length), alphabet))
                .isEqualTo(expected);
    }

    private static int[] naive(int[] text) {
        Comparator<Integer> bySuffix = (a, b) -> Arrays.compare(text, a, text.length, text, b, text.length);
        return IntStream.range(0, text.length)
                .boxed()
                .sorted(bySuffix)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Symbols narrow(int... symbols) {
        char[] values = new char[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            values[i] = (char) symbols[i];
        }
        return new Symbols.Narrow(values);
    }

    private static int[] letters(String text) {
        return text.chars().toArray();
    }

    private static String fibonacci(int steps) {
        String shorter = "b", longer = "a";
        for (int i = 0; i < steps; i++) {
            String next = longer + shorter;
            shorter = longer;
            longer = next;
        }
        return longer;
    }

    /// Every word of `order` letters once, by always writing the largest letter that makes a new word
    /// (Martin 1934).
    private static int[] deBruijn(int letters, int order) {
        int words = (int) Math.pow(letters, order);
        boolean[] seen = new boolean[words];
        int[] text = new int[words + order - 1];
        for (int at = order - 1, word = 0; at < text.length; at++) {
            int stem = word * letters % words;
            int letter = letters - 1;
            while (letter > 0 && seen[stem + letter]) {
                letter--;
            }
            word = stem + letter;
            seen[word] = true;
            text[at] = letter;
        }
        return text;
    }
}
