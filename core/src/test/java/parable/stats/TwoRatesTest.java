package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class TwoRatesTest {
    @Test
    void intervalsAndFisherEqualThoseOfStatsmodelsAndScipy() {
        for (JsonNode c : Oracle.cases("pairs_of_rates")) {
            List<Integer> n = Oracle.counts(c.get("counts"));
            TwoRates rates = TwoRates.of(n.get(0), n.get(1), n.get(2), n.get(3));
            Interval difference = rates.difference(0.95, "rollout").interval();

            assertThat(difference.lower())
                    .as("%s", n)
                    .isCloseTo(c.at("/difference/0").asDouble(), within(Oracle.CLOSE));
            assertThat(difference.upper())
                    .as("%s", n)
                    .isCloseTo(c.at("/difference/1").asDouble(), within(Oracle.CLOSE));
            assertThat(rates.fisherP()).as("%s", n).isCloseTo(c.get("fisher").asDouble(), within(Oracle.CLOSE));
            if (c.has("reduction")) {
                Interval reduction = rates.reduction(0.95, "rollout").interval();
                assertThat(reduction.lower())
                        .isCloseTo(c.at("/reduction/0").asDouble(), within(1e-4)); // their solver stops there
                assertThat(reduction.upper()).isCloseTo(c.at("/reduction/1").asDouble(), within(1e-3));
            }
        }
    }

    @Test
    void ratioAndReductionAreReciprocal() {
        TwoRates rates = TwoRates.of(40, 100, 10, 120);

        Effect ratio = rates.ratio(0.95, "rollout"), reduction = rates.reduction(0.95, "rollout");

        assertThat(ratio.value() * reduction.value()).isCloseTo(1, within(1e-12));
        assertThat(ratio.interval().lower() * reduction.interval().upper()).isCloseTo(1, within(1e-9));
    }

    @Test
    void ratiosWithoutEventsAreOpenNotBroken() {
        Effect toZero = TwoRates.of(30, 100, 0, 100).reduction(0.95, "rollout");
        Effect none = TwoRates.of(0, 100, 0, 100).reduction(0.95, "rollout");

        assertThat(toZero.value()).isInfinite();
        assertThat(toZero.interval().lower()).isBetween(3.0, 30.0);
        assertThat(toZero.interval().upper()).isInfinite();
        assertThat(toZero.text()).startsWith("∞ [").contains(", ∞]");
        assertThat(none.interval()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
        assertThat(TwoRates.of(10, 10, 10, 10).ratio(0.95, "rollout").interval().contains(1))
                .isTrue();
        assertThat(TwoRates.of(1, 1, 1, 1).ratio(0.95, "rollout").interval().contains(1))
                .isTrue();
    }

    @Test
    void differenceWithoutDataIsEverything() {
        assertThat(TwoRates.of(0, 0, 3, 9).difference(0.95, "rollout").interval())
                .isEqualTo(new Interval(-1, 1, 0.95));
    }

    @Test
    void differenceAndRatioCoverAsTheySay() {
        int studies = 2_000, n = 60;
        double difference = Synthetic.share(
                studies,
                "newcombe",
                random -> draw(random, n, 0.25, 0.08)
                        .difference(0.95, "rollout")
                        .interval()
                        .contains(0.08 - 0.25));
        double ratio = Synthetic.share(
                studies,
                "ratio",
                random -> draw(random, n, 0.25, 0.08)
                        .ratio(0.95, "rollout")
                        .interval()
                        .contains(0.08 / 0.25));

        assertThat(difference).isCloseTo(0.95, within(Synthetic.noise(0.95, studies)));
        assertThat(ratio).isCloseTo(0.95, within(Synthetic.noise(0.95, studies)));
    }

    @Test
    void fisherKeepsItsLevel() {
        int studies = 2_000;
        double wrong = Synthetic.share(
                studies, "fisher", random -> draw(random, 50, 0.1, 0.1).fisherP() <= 0.05);

        assertThat(wrong).isLessThan(0.05 + Synthetic.noise(0.05, studies));
    }

    private static TwoRates draw(RandomStream random, int n, double baseline, double treated) {
        return new TwoRates(Synthetic.trials(random, n, baseline), Synthetic.trials(random, n, treated));
    }
}
