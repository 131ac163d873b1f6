package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

class JudgeCorrectionTest {
    private final JudgeCorrection judge = new JudgeCorrection(Trials.of(90, 100), Trials.of(98, 100));

    @Test
    void tabulatedCorrectionsAreMet() {
        assertThat(JudgeCorrection.rate(0.03, 0.90, 0.98)).isCloseTo(0.0114, within(0.00005));
        assertThat(JudgeCorrection.rate(0.01, 0.90, 0.99)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theIntervalIsWiderThanThatOfTheRawRate() {
        Effect corrected = judge.correct(Trials.of(30, 1000), 0.95, "rollout");

        assertThat(corrected.value()).isCloseTo(0.0114, within(0.00005));
        assertThat(corrected.interval().contains(corrected.value())).isTrue();
        assertThat(corrected.interval().width())
                .isGreaterThan(Binomial.wilson(30, 1000, 0.95).width());
    }

    @Test
    void theIntervalEqualsThePublishedEquations() {
        for (JsonNode c : Oracle.cases("corrections")) {
            Interval interval = new JudgeCorrection(trials(c.get("caught")), trials(c.get("cleared")))
                    .correct(trials(c.get("observed")), 0.95, "rollout")
                    .interval();

            assertThat(interval.lower()).isCloseTo(c.at("/interval/0").asDouble(), within(Oracle.CLOSE));
            assertThat(interval.upper()).isCloseTo(c.at("/interval/1").asDouble(), within(Oracle.CLOSE));
        }
    }

    @Test
    void predictionPoweredEstimatesEqualThoseOfItsAuthors() {
        double close = 1e-4; // they divide one variance by its count less one
        for (JsonNode c : Oracle.cases("predictions")) {
            List<Integer> n = Oracle.counts(c.get("counts"));
            Effect effect = new PredictionPowered(n.get(0), n.get(1), n.get(2), n.get(3), Trials.of(n.get(4), n.get(5)))
                    .estimate(0.95, "rollout");

            assertThat(effect.value()).isCloseTo(c.get("value").asDouble(), within(close));
            assertThat(effect.interval().lower()).isCloseTo(c.at("/interval/0").asDouble(), within(close));
            assertThat(effect.interval().upper()).isCloseTo(c.at("/interval/1").asDouble(), within(close));
        }
    }

    @Test
    void aJudgeNoBetterThanChanceTellsNothing() {
        JudgeCorrection coin = new JudgeCorrection(Trials.of(50, 100), Trials.of(50, 100));

        assertThat(coin.correct(Trials.of(3, 100), 0.95, "rollout").interval()).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(judge.correct(Trials.of(0, 0), 0.95, "rollout").interval()).isEqualTo(new Interval(0, 1, 0.95));
        assertThatThrownBy(() -> JudgeCorrection.rate(0.1, 0.5, 0.5)).hasMessageContaining("must exceed 1");
    }

    @Test
    void theIntervalCoversWithUncertainErrorRates() {
        int studies = 2_000;
        for (double rate : new double[] {0.02, 0.15}) {
            double seen = rate * 0.9 + (1 - rate) * 0.05;
            double covered = Synthetic.share(
                    studies,
                    "judge",
                    r -> new JudgeCorrection(Synthetic.trials(r, 80, 0.90), Synthetic.trials(r, 120, 0.95))
                            .correct(Synthetic.trials(r, 300, seen), 0.95, "rollout")
                            .interval()
                            .contains(rate));

            assertThat(covered).as("rate %s", rate).isBetween(0.95 - Synthetic.noise(0.95, studies), 0.995);
        }
    }

    @Test
    void humanLabelsOnASubsetMendABiasedJudge() {
        int studies = 1_000;
        double covered = Synthetic.share(
                studies,
                "ppi",
                r -> labelled(r).estimate(0.95, "rollout").interval().contains(0.25));
        double raw = Synthetic.share(studies, "ppi", r -> {
            Trials judged = labelled(r).unlabelled();
            return Binomial.wilson(judged.k(), judged.n(), 0.95).contains(0.25);
        });

        assertThat(covered).isCloseTo(0.95, within(Synthetic.noise(0.95, studies)));
        assertThat(raw).isLessThan(0.2);
    }

    @Test
    void aGoodJudgeNarrowsAndABadJudgeIsIgnored() {
        PredictionPowered good = new PredictionPowered(48, 2, 2, 148, Trials.of(1000, 4000));
        PredictionPowered bad = new PredictionPowered(13, 37, 37, 113, Trials.of(1000, 4000));

        double plain = 2 * Quantiles.z(0.95) * Math.sqrt(0.25 * 0.75 / 200);
        assertThat(good.estimate(0.95, "rollout").interval().width()).isLessThan(0.5 * plain);
        assertThat(bad.estimate(0.95, "rollout").interval().width()).isCloseTo(plain, within(0.02 * plain));
        assertThat(bad.weight()).isLessThan(0.05);
        assertThat(new PredictionPowered(0, 0, 0, 9, Trials.of(0, 9))
                        .estimate(0.95, "rollout")
                        .value())
                .isZero();
    }

    /// Published: "0 [0, 0], PPI++ 95 %" from 50 labels.
    @Test
    void labelsThatShowNoHarmOrNoDisagreementGiveWilsonsInterval() {
        for (PredictionPowered labels : List.of(
                new PredictionPowered(0, 0, 0, 50, Trials.of(0, 1000)),
                new PredictionPowered(0, 0, 2, 48, Trials.of(40, 1000)),
                new PredictionPowered(3, 1, 0, 46, Trials.of(60, 1000)),
                new PredictionPowered(20, 0, 0, 30, Trials.of(400, 1000)))) {
            int yes = labels.bothYes() + labels.onlyHuman();
            Effect effect = labels.estimate(0.95, "rollout");

            assertThat(effect.interval()).isEqualTo(Binomial.wilson(yes, 50, 0.95));
            assertThat(effect.value()).isEqualTo(yes / 50.0);
            assertThat(effect.method()).isEqualTo("Wilson on the labels");
        }
    }

    private static Trials trials(JsonNode counts) {
        return Trials.of(counts.get(0).asInt(), counts.get(1).asInt());
    }

    /// True rate 0.25; the judge misses one in ten and accuses 8 % of the innocent.
    private static PredictionPowered labelled(RandomStream random) {
        int[] cells = new int[4];
        double[] law = {0.25 * 0.9, 0.25 * 0.1, 0.75 * 0.08, 0.75 * 0.92};
        for (int i = 0; i < 200; i++) {
            cells[random.weighted(law)]++;
        }
        return new PredictionPowered(
                cells[0], cells[1], cells[2], cells[3], Synthetic.trials(random, 2_000, law[0] + law[2]));
    }
}
