package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class JudgeCorrectionTest {
    private final JudgeCorrection judge = new JudgeCorrection(Tally.of(90, 100), Tally.of(98, 100));

    @Test
    void tabulatedCorrectionsAreMet() {
        assertThat(JudgeCorrection.rate(0.03, 0.90, 0.98)).isCloseTo(0.0114, within(0.00005));
        assertThat(JudgeCorrection.rate(0.01, 0.90, 0.99)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theIntervalIsWiderThanThatOfTheRawRate() {
        Effect corrected = judge.correct(Tally.of(30, 1000), 0.95, "rollout");

        assertThat(corrected.value()).isCloseTo(0.0114, within(0.00005));
        assertThat(corrected.interval().contains(corrected.value())).isTrue();
        assertThat(corrected.interval().width())
                .isGreaterThan(Binomial.wilson(30, 1000, 0.95).width());
    }

    @Test
    void aJudgeNoBetterThanChanceTellsNothing() {
        JudgeCorrection coin = new JudgeCorrection(Tally.of(50, 100), Tally.of(50, 100));

        assertThat(coin.correct(Tally.of(3, 100), 0.95, "rollout").interval()).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(judge.correct(Tally.of(0, 0), 0.95, "rollout").interval()).isEqualTo(new Interval(0, 1, 0.95));
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
                    r -> new JudgeCorrection(Synthetic.tally(r, 80, 0.90), Synthetic.tally(r, 120, 0.95))
                            .correct(Synthetic.tally(r, 300, seen), 0.95, "rollout")
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
            Tally judged = labelled(r).unlabelled();
            return Binomial.wilson(judged.k(), judged.n(), 0.95).contains(0.25);
        });

        assertThat(covered).isCloseTo(0.95, within(Synthetic.noise(0.95, studies)));
        assertThat(raw).isLessThan(0.2);
    }

    @Test
    void aGoodJudgeNarrowsAndABadJudgeIsIgnored() {
        PredictionPowered good = new PredictionPowered(48, 2, 2, 148, Tally.of(1000, 4000));
        PredictionPowered bad = new PredictionPowered(13, 37, 37, 113, Tally.of(1000, 4000));

        double plain = 2 * Quantiles.z(0.95) * Math.sqrt(0.25 * 0.75 / 200);
        assertThat(good.estimate(0.95, "rollout").interval().width()).isLessThan(0.5 * plain);
        assertThat(bad.estimate(0.95, "rollout").interval().width()).isCloseTo(plain, within(0.02 * plain));
        assertThat(bad.weight()).isLessThan(0.05);
        assertThat(new PredictionPowered(0, 0, 0, 9, Tally.of(0, 9))
                        .estimate(0.95, "rollout")
                        .value())
                .isZero();
    }

    /// True rate 0.25; the judge misses one in ten and accuses 8 % of the innocent.
    private static PredictionPowered labelled(RandomStream random) {
        int[] cells = new int[4];
        double[] law = {0.25 * 0.9, 0.25 * 0.1, 0.75 * 0.08, 0.75 * 0.92};
        for (int i = 0; i < 200; i++) {
            cells[random.weighted(law)]++;
        }
        return new PredictionPowered(
                cells[0], cells[1], cells[2], cells[3], Synthetic.tally(random, 2_000, law[0] + law[2]));
    }
}
