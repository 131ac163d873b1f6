package parable.corpus.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class SketchTest {
    @Test
    void caseAccentsPunctuationAndDigitsDoNotTellWordsApart() {
        assertThat(Words.of("Café No. 7!").runs(3))
                .isEqualTo(Words.of("cafe, no 3").runs(3));
        assertThat(Words.of("one two").count()).isEqualTo(2);
        assertThat(Words.of("日本 語").count()).as("a character is a word").isEqualTo(3);
        assertThat(Words.of("— … !").count()).isZero();
        assertThat(Words.number("well")).isNotEqualTo(Words.number("weld"));
    }

    @Test
    void theChanceOfACommonBandFollowsTheShareOfCommonRuns() {
        for (double share : List.of(0.5, 0.7, 0.9)) {
            RandomStream random = RandomStream.of(7, "pairs", (long) (share * 100));
            int trials = 400, together = 0;
            double estimated = 0, truth = 0;
            for (int trial = 0; trial < trials; trial++) {
                List<String> first = words(random, 200), second = new ArrayList<>(first);
                int changed = (int) Math.round(200 * (1 - share) / (1 + share));
                for (int i = 200 - changed; i < 200; i++) {
                    second.set(i, "other" + random.nextLong());
                }
                Words a = Words.of(String.join(" ", first)), b = Words.of(String.join(" ", second));
                Sketch one = Sketch.of(a), two = Sketch.of(b);
                together += shareBand(one, two) ? 1 : 0;
                estimated += Sketch.similarity(one.low(), two.low()) / trials;
                truth += jaccard(a, b) / trials;
            }
            double expected = 1 - Math.pow(1 - Math.pow(truth, 8), 14);
            assertThat(estimated).as("estimate at %s", share).isCloseTo(truth, within(0.012));
            assertThat((double) together / trials).as("candidates at %s", share).isCloseTo(expected, within(0.09));
        }
    }

    private static boolean shareBand(Sketch one, Sketch two) {
        for (int band = 0; band < Sketch.BANDS; band++) {
            if (one.bands()[band] == two.bands()[band]) {
                return true;
            }
        }
        return false;
    }

    private static double jaccard(Words a, Words b) {
        Set<Long> all = set(a), both = set(a);
        all.addAll(set(b));
        both.retainAll(set(b));
        return (double) both.size() / all.size();
    }

    private static Set<Long> set(Words words) {
        Set<Long> set = new HashSet<>();
        for (long run : words.runs(Sketch.GRAM)) {
            set.add(run);
        }
        return set;
    }

    private static List<String> words(RandomStream random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + Long.toUnsignedString(random.nextLong(), 26).replaceAll("\\d", "x"));
        }
        return words;
    }
}
