package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class SeedSampleTest {
    private static final int STUDIES = 1_000, ROLLOUTS = 100;

    @Test
    void tAndTostAndSignFlipsEqualThoseOfScipy() {
        for (JsonNode c : Oracle.cases("seed_samples")) {
            SeedSample sample = SeedSample.of(Oracle.numbers(c.get("values")));
            Interval interval = sample.effect(0.95, "training seed").interval();

            assertThat(interval.lower()).isCloseTo(c.at("/t/0").asDouble(), within(Oracle.CLOSE));
            assertThat(interval.upper()).isCloseTo(c.at("/t/1").asDouble(), within(Oracle.CLOSE));
            assertThat(sample.tP()).isCloseTo(c.get("p").asDouble(), within(Oracle.CLOSE));
            assertThat(Math.max(sample.pAbove(-0.1), sample.pBelow(0.1)))
                    .isCloseTo(c.get("tost").asDouble(), within(Oracle.CLOSE));
            assertThat(SignFlip.twoSided(sample.values(), 1))
                    .isCloseTo(c.get("flip").asDouble(), within(Oracle.CLOSE));
        }
    }

    @ParameterizedTest(name = "{0} seeds")
    @ValueSource(ints = {4, 5, 6})
    void theMeanOverFewSeedsCoversUnderBetaDistributedRates(int seeds) {
        double covered = Synthetic.share(
                STUDIES,
                "t over seeds",
                random -> SeedSample.rates(arm(random, seeds, 4, 8))
                        .t(0.95, "seed")
                        .interval()
                        .contains(4 / 12.0));

        assertThat(covered).isCloseTo(0.95, within(Synthetic.noise(0.95, STUDIES)));
    }

    @Test
    void aSkewedLawOfRatesCostsFourSeedsAFewPointsOfCoverage() {
        double covered = Synthetic.share(
                STUDIES,
                "skewed",
                random -> SeedSample.rates(arm(random, 4, 1, 9))
                        .t(0.95, "seed")
                        .interval()
                        .contains(0.1));

        assertThat(covered).isBetween(0.87, 0.96); // known price of t under skewness, bounded here
    }

    @Test
    void pairedDifferencesAndInteractionsCover() {
        double difference = Synthetic.share(
                STUDIES,
                "paired",
                random -> SeedSample.differences(arm(random, 5, 6, 6), arm(random, 5, 2, 6))
                        .t(0.95, "seed")
                        .interval()
                        .contains(0.25 - 0.5));
        double interaction = Synthetic.share(
                STUDIES,
                "interaction",
                random -> SeedSample.interactions(
                                arm(random, 4, 6, 4), arm(random, 4, 4, 6), arm(random, 4, 5, 5), arm(random, 4, 1, 4))
                        .t(0.95, "seed")
                        .interval()
                        .contains(0.2 - 0.5 - 0.4 + 0.6));

        assertThat(difference).isCloseTo(0.95, within(Synthetic.noise(0.95, STUDIES)));
        assertThat(interaction).isCloseTo(0.95, within(Synthetic.noise(0.95, STUDIES)));
    }

    @Test
    void interactionIsWhatBothDoBeyondTheSum() {
        SeedSample sample = SeedSample.interactions(
                List.of(Trials.of(80, 100)),
                List.of(Trials.of(60, 100)),
                List.of(Trials.of(50, 100)),
                List.of(Trials.of(0, 100)));

        assertThat(sample.mean()).isCloseTo((0.0 - 0.5) - (0.6 - 0.8), within(1e-12));
        assertThat(sample.range()).isEqualTo(new Bounds(-2, 2));
    }

    @Test
    void seedsThatAgreeByLuckStillLeaveDoubt() {
        List<Trials> never = List.of(Trials.of(0, 50), Trials.of(0, 50), Trials.of(0, 50), Trials.of(0, 50));

        Interval rate = SeedSample.rates(never).effect(0.95, "seed").interval();
        Interval difference =
                SeedSample.differences(never, never).effect(0.95, "seed").interval();

        assertThat(rate.lower()).isZero();
        assertThat(rate.upper()).isGreaterThan(0.9 * Binomial.upperBound(0, 200, 0.95));
        assertThat(difference.width()).isGreaterThan(0.02);
    }

    @Test
    void oneSeedSaysNothingAboutAnother() {
        Effect effect = SeedSample.rates(List.of(Trials.of(30, 100))).effect(0.95, "seed");

        assertThat(effect.interval()).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(SeedSample.rates(List.of(Trials.of(30, 100))).tP()).isEqualTo(1);
        assertThat(effect.method()).isEqualTo("one seed");
    }

    @Test
    void seedsThatAgreeExactlyDecideNothingAboutTheLimitTheyLieOn() {
        SeedSample equal = SeedSample.of(List.of(0.1, 0.1, 0.1));

        assertThat(equal.pBelow(0.1)).isEqualTo(1);
        assertThat(equal.pAbove(0.1)).isEqualTo(1);
        assertThat(equal.pAbove(0.09)).isZero();
        for (MarginTest test : List.of(
                MarginTest.notHigher(equal.effect(0.9, "seed"), 0.1),
                MarginTest.equivalent(equal.effect(0.9, "seed"), 0.1),
                MarginTest.above(equal.effect(0.9, "seed"), 0.1))) {
            assertThat(test.decision()).isEqualTo(Decision.INCONCLUSIVE);
        }
    }

    @Test
    void armsWithDifferentSeedsAndUngradedSeedsAreRefused() {
        List<Trials> two = List.of(Trials.of(1, 2), Trials.of(1, 2)), one = List.of(Trials.of(1, 2));

        assertThatThrownBy(() -> SeedSample.differences(two, one)).hasMessageContaining("paired by seed");
        assertThatThrownBy(() -> SeedSample.rates(List.of(new Trials(0, 0, 9)))).hasMessageContaining("9 ungraded");
    }

    private static List<Trials> arm(RandomStream random, int seeds, int a, int b) {
        return IntStream.range(0, seeds)
                .mapToObj(_ -> Synthetic.trials(random, ROLLOUTS, Synthetic.beta(random, a, b)))
                .toList();
    }
}
