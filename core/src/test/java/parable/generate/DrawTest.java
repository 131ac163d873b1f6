package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class DrawTest {
    /// Probabilities 0.5, 0.25, 0.125, 0.125 at temperature 1.
    private static final float[] LOGITS = {log(0.25), log(0.5), log(0.125), log(0.125)};

    private static final int DRAWS = 20_000;

    @Test
    void greedyTakesTheFirstOfTheLikeliest() {
        assertThat(Draw.GREEDY.from(LOGITS, RandomStream.of(1, "draw"))).isEqualTo(1);
        assertThat(Draw.GREEDY.from(new float[] {1, 3, 3}, RandomStream.of(1, "draw")))
                .isEqualTo(1);
    }

    @Test
    void tokensComeAsOftenAsTheirProbabilitySays() {
        assertShares(new Draw(1, 1), 0.25, 0.5, 0.125, 0.125);
        // At temperature 1/2 probabilities are squared and normalized: 1/4, 1/16, 1/64, 1/64 of 22/64.
        assertShares(new Draw(0.5, 1), 4 / 22.0, 16 / 22.0, 1 / 22.0, 1 / 22.0);
    }

    @Test
    void topPKeepsTheSmallestSetThatReachesIt() {
        assertShares(new Draw(1, 0.5), 0, 1, 0, 0);
        assertShares(new Draw(1, 0.51), 1 / 3.0, 2 / 3.0, 0, 0);
        assertShares(new Draw(1, 0.8), 2 / 7.0, 4 / 7.0, 1 / 7.0, 0);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Draw(-0.1, 1))
                .hasMessageContaining("temperature must not be negative, but was -0.1");
        assertThatThrownBy(() -> new Draw(1, 0)).hasMessageContaining("top p lies in (0, 1], but was 0.0");
    }

    private static void assertShares(Draw draw, double... expected) {
        RandomStream random = RandomStream.of(7, "draw");
        int[] counts = new int[LOGITS.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[draw.from(LOGITS, random)]++;
        }
        for (int token = 0; token < counts.length; token++) {
            // Four standard errors of a share near one half.
            assertThat(counts[token] / (double) DRAWS).isCloseTo(expected[token], within(0.015));
        }
    }

    private static float log(double probability) {
        return (float) Math.log(probability);
    }
}
