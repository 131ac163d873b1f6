package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.ground.Json;

class EstimateTest {
    @Test
    void isPrintedWithCountsIntervalMethodAndUngraded() {
        Estimate estimate = Estimate.wilson(14, 200, 0, "rollout");

        assertThat(estimate.text()).isEqualTo("14/200 = .07 [.04, .11] Wilson 95%, 0 ungraded");
        assertThat(estimate.textWithUnit()).endsWith("0 ungraded, unit: rollout");
    }

    @Test
    void zeroIsPrintedWithItsUpperBound() {
        assertThat(Estimate.clopperPearson(0, 100, 3, "rollout").text())
                .isEqualTo("0/100 = 0 [0, .04] Clopper-Pearson 95%, 3 ungraded");
        assertThat(Estimate.wilson(0, 500, 0, "rollout").text())
                .isEqualTo("0/500 = 0 [0, .008] Wilson 95%, 0 ungraded");
        assertThat(Estimate.wilson(100, 100, 0, "rollout").text()).startsWith("100/100 = 1 [.96, 1]");
    }

    @Test
    void nothingGradedHasNoValueToPrint() {
        Estimate estimate = Estimate.wilson(0, 0, 7, "rollout");

        assertThat(estimate.hasData()).isFalse();
        assertThat(estimate.interval()).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(estimate.method()).isEqualTo("no data");
        assertThat(estimate.text()).isEqualTo("0/0, nothing graded, 7 ungraded");
        assertThat(estimate.worstCase()).isEqualTo(new Bounds(0, 1));
    }

    @Test
    void survivesJson() {
        for (Estimate estimate : List.of(Estimate.wilson(0, 0, 7, "rollout"), Estimate.wilson(3, 9, 1, "seed"))) {
            assertThat(Json.read(Json.line(estimate), Estimate.class)).isEqualTo(estimate);
            assertThat(Json.line(estimate)).doesNotContain("NaN");
        }
        Effect endless = new Effect(
                Double.POSITIVE_INFINITY, new Interval(2, Double.POSITIVE_INFINITY, 0.95), 20, "ratio", "rollout");
        assertThat(Json.read(Json.line(endless), Effect.class)).isEqualTo(endless);
    }

    @Test
    void ungradedMayHaveBeenAllNoOrAllYes() {
        Estimate estimate = Estimate.wilson(10, 80, 20, "rollout");

        assertThat(estimate.worstCase()).isEqualTo(new Bounds(0.10, 0.30));
        assertThat(estimate.worstCaseInterval().lower())
                .isEqualTo(Binomial.wilson(10, 100, 0.95).lower());
        assertThat(estimate.worstCaseInterval().upper())
                .isEqualTo(Binomial.wilson(30, 100, 0.95).upper());
        assertThat(Estimate.wilson(10, 80, 0, "rollout").worstCaseInterval()).isEqualTo(Binomial.wilson(10, 80, 0.95));
    }

    @Test
    void clustersAndSeedsKeepTheirCounts() {
        List<Trials> parts = List.of(new Trials(3, 20, 1), Trials.of(0, 20), Trials.of(7, 20), Trials.of(2, 20));

        Estimate clusters = Estimate.overClusters(parts, "rollout"), seeds = Estimate.overSeeds(parts, "training seed");

        assertThat(clusters.text()).startsWith("12/80 = .15 [").endsWith("] Korn-Graubard 95%, 1 ungraded");
        assertThat(seeds.text()).startsWith("12/80 = .15 [").endsWith("] beta-binomial over seeds 95%, 1 ungraded");
        assertThat(seeds.value()).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void numbersLoseNoSign() {
        Effect effect = new Effect(-0.12, new Interval(-0.2, 0.04, 0.9), 6, "t over seeds", "training seed");

        assertThat(effect.text()).isEqualTo("-.12 [-.20, .04] t over seeds 90%, n = 6 (training seed)");
    }
}
