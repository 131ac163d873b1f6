package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.stats.PredictionPoweredMean.Pair;

class PredictionPoweredMeanTest {
    private static final int TRIALS = 3000, UNLABELLED = 600;

    /// @param labels   of each simulated study
    /// @param accuracy share of predictions that are right; the others are drawn as a bad tagger draws them
    private record Study(int labels, double accuracy) {}

    /// Tones -1, 0, 1 with chances .2, .5, .3, so their mean is .1.
    private static double truth(RandomStream random) {
        return random.weighted(new double[] {0.2, 0.5, 0.3}) - 1;
    }

    private static double predicted(double truth, double accuracy, RandomStream random) {
        return random.chance(accuracy) ? truth : random.weighted(new double[] {0.6, 0.3, 0.1}) - 1;
    }

    @Test
    void coversTheTruthWhateverTheTaggersErrors() {
        for (Study study :
                List.of(new Study(30, 0.8), new Study(100, 0.8), new Study(100, 0.3), new Study(200, 0.95))) {
            int covered = 0;
            double width = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                Effect effect = effect(study, RandomStream.of(11, "coverage " + study, trial));
                covered += effect.interval().contains(0.1) ? 1 : 0;
                width += effect.interval().width() / TRIALS;
            }
            double labelsAlone = 2 * Quantiles.t(0.95, study.labels - 1.0) * Math.sqrt(0.49 / study.labels);
            assertThat((double) covered / TRIALS)
                    .as("coverage of %s", study)
                    .isGreaterThanOrEqualTo(study.labels < 100 ? 0.93 : 0.94);
            assertThat(width).as("width of %s", study).isLessThan(1.1 * labelsAlone);
        }
    }

    private static Effect effect(Study study, RandomStream random) {
        List<Pair> labelled = new ArrayList<>();
        for (int i = 0; i < study.labels; i++) {
            double truth = truth(random);
            labelled.add(new Pair(truth, predicted(truth, study.accuracy, random)));
        }
        Moments unlabelled = Moments.NONE;
        for (int i = 0; i < UNLABELLED; i++) {
            unlabelled = unlabelled.with(predicted(truth(random), study.accuracy, random));
        }
        return new PredictionPoweredMean(labelled, unlabelled).estimate(-1, 1, 0.95, "document");
    }

    @Test
    void predictionsThatSayNothingLeaveTheLabelsAlone() {
        List<Pair> labelled = IntStream.range(0, 40)
                .mapToObj(i -> new Pair(i % 4 == 0 ? -1 : 1, 0))
                .toList();
        Moments zeros = Moments.NONE.with(0).with(0).with(0);
        PredictionPoweredMean mean = new PredictionPoweredMean(labelled, zeros);

        assertThat(mean.weight()).isZero();
        assertThat(mean.estimate(-1, 1, 0.95, "document").value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void labelsThatAllAgreeAreNoCertainty() {
        List<Pair> labelled =
                IntStream.range(0, 12).mapToObj(_ -> new Pair(1, 1)).toList();

        Effect effect =
                new PredictionPoweredMean(labelled, Moments.NONE.with(1).with(1)).estimate(-1, 1, 0.95, "document");

        assertThat(effect.interval()).isEqualTo(new Interval(-1, 1, 0.95));
        assertThatThrownBy(() -> new PredictionPoweredMean(
                        labelled.subList(0, 9), Moments.NONE.with(1).with(1)))
                .hasMessageContaining("at least 10 labelled");
    }
}
