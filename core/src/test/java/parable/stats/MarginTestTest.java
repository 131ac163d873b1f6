package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarginTestTest {
    private static final double LEVEL = MarginTest.levelFor(0.05);

    @Test
    void theDecisionFollowsTheInterval() {
        assertThat(MarginTest.equivalent(effect(-0.02, 0.03), 0.05).decision()).isEqualTo(Decision.SUPPORTED);
        assertThat(MarginTest.equivalent(effect(-0.02, 0.06), 0.05).decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(MarginTest.equivalent(effect(0.06, 0.09), 0.05).decision()).isEqualTo(Decision.REFUTED);
        assertThat(MarginTest.equivalent(effect(-0.09, -0.06), 0.05).decision()).isEqualTo(Decision.REFUTED);
    }

    @Test
    void theTwoDirectionsOfNonInferiorityDiffer() {
        assertThat(MarginTest.notLower(effect(-0.04, 0.9), 0.05).decision()).isEqualTo(Decision.SUPPORTED);
        assertThat(MarginTest.notHigher(effect(-0.04, 0.9), 0.05).decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(MarginTest.notHigher(effect(-0.9, 0.04), 0.05).decision()).isEqualTo(Decision.SUPPORTED);
        assertThat(MarginTest.notHigher(effect(0.2, 0.3), 0.05).decision()).isEqualTo(Decision.REFUTED);
        assertThat(MarginTest.notLower(effect(-0.3, -0.2), 0.05).decision()).isEqualTo(Decision.REFUTED);
    }

    @Test
    void theIntervalAndTheTwoOneSidedTestsAgree() {
        for (double shift = -0.2; shift < 0.2; shift += 0.007) {
            SeedSample sample = SeedSample.of(List.of(shift, shift + 0.02, shift - 0.03, shift + 0.01, shift - 0.01));
            boolean supported =
                    MarginTest.equivalent(sample.effect(LEVEL, "seed"), 0.1).decision() == Decision.SUPPORTED;

            assertThat(supported)
                    .as("shift %s", shift)
                    .isEqualTo(Math.max(sample.pAbove(-0.1), sample.pBelow(0.1)) < 0.05);
        }
    }

    @Test
    void aRealDifferenceAtTheMarginIsRarelyCalledEquivalent() {
        int studies = 2_000;
        double wrong = Synthetic.share(studies, "equivalence", r -> {
            SeedSample sample = SeedSample.of(List.of(
                    0.1 + 0.04 * r.normal(),
                    0.1 + 0.04 * r.normal(),
                    0.1 + 0.04 * r.normal(),
                    0.1 + 0.04 * r.normal()));
            return MarginTest.equivalent(sample.effect(LEVEL, "seed"), 0.1).decision() == Decision.SUPPORTED;
        });

        assertThat(wrong).isBetween(0.05 - Synthetic.noise(0.05, studies), 0.05 + Synthetic.noise(0.05, studies));
    }

    @Test
    void tooFewPairsAreInconclusiveNotEquivalent() {
        Effect few = new PairedTable(0, 0, 0, 10).tango(LEVEL, "pair"),
                many = new PairedTable(0, 0, 0, 200).tango(LEVEL, "pair");

        assertThat(MarginTest.notHigher(few, 0.02).decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(MarginTest.notHigher(many, 0.02).decision()).isEqualTo(Decision.SUPPORTED);
    }

    @Test
    void aMarginMustBePositive() {
        assertThatThrownBy(() -> MarginTest.equivalent(effect(0, 1), 0))
                .hasMessageContaining("margin must be positive");
        assertThatThrownBy(() -> MarginTest.levelFor(0.6)).hasMessageContaining("0.6");
    }

    private static Effect effect(double lower, double upper) {
        return new Effect((lower + upper) / 2, new Interval(lower, upper, LEVEL), 5, "given", "seed");
    }
}
