package parable.trace.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class SharedRunTest {
    @Test
    void theLongestRunIsTheOneThatComparingEverythingFinds() {
        RandomStream random = RandomStream.of(1, "pairs");
        for (int trial = 0; trial < 500; trial++) {
            int[] text = tokens(random), document = tokens(random);
            SharedRun found = SharedRun.of(text, document);
            assertThat(found).isEqualTo(naive(text, document));
        }
    }

    @Test
    void nothingIsSharedWithNothing() {
        assertThat(SharedRun.of(new int[0], new int[] {1})).isEqualTo(new SharedRun(0, 0, 0));
        assertThat(SharedRun.of(new int[] {1}, new int[0]).length()).isZero();
    }

    private static int[] tokens(RandomStream random) {
        return IntStream.generate(() -> random.below(3)).limit(random.below(25)).toArray();
    }

    /// The longest; of several the one that ends first in the text, then in the document.
    private static SharedRun naive(int[] text, int[] document) {
        SharedRun best = new SharedRun(0, 0, 0);
        for (int end = 1; end <= text.length; end++) {
            for (int to = 1; to <= document.length; to++) {
                for (int length = Math.min(end, to); length > best.length(); length--) {
                    if (Arrays.equals(text, end - length, end, document, to - length, to)) {
                        best = new SharedRun(end - length, to - length, length);
                    }
                }
            }
        }
        return best;
    }
}
