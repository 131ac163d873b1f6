package parable.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

class RankPredictionTest {
    @Test
    void ranksShareTheirMeanAmongTies() {
        assertThat(RankCorrelation.ranks(new double[] {.3, .1, .3, .9})).containsExactly(2.5, 1, 2.5, 4);
    }

    /// By hand: ranks 2 1 4 3 6.5 6.5 5 of the second list.
    @Test
    void aRankOfNothingIsRefused() {
        assertThatThrownBy(() -> RankCorrelation.spearman(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .hasMessageContaining("NaN has no rank");
    }

    @Test
    void spearmanOfTiedRanksIsPearsonOfTheirMeans() {
        double[] x = {1, 2, 3, 4, 5, 6, 7}, y = {2, 1, 4, 3, 7, 7, 5};

        double rho = RankCorrelation.spearman(x, y);

        assertThat(rho).isEqualTo(0.8108437164260031, within(1e-12));
    }

    @Test
    void aConstantOrdersNothing() {
        assertThat(RankCorrelation.spearman(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isZero();
    }

    @Test
    void anyRisingFunctionOfTheTruthPredictsPerfectly() {
        double[][] actual = table(20, 5, 1);
        double[][] predicted = new double[20][5];
        for (int row = 0; row < 20; row++) {
            for (int column = 0; column < 5; column++) {
                predicted[row][column] = Math.exp(actual[row][column]) * (column + 1);
            }
        }

        assertThat(new RankPrediction(predicted, actual).byColumn())
                .allSatisfy(rho -> assertThat(rho).isEqualTo(1, within(1e-12)));
    }

    /// Of 200 pairs of unrelated tables, about 10 intervals may miss 0; each row's and column's own level makes
    /// neighbors
    /// alike, which an interval over rows alone would not see.
    @Test
    void intervalsOfUnrelatedTablesMissZeroAboutOnceInTwenty() {
        int missed = 0;
        for (int trial = 0; trial < 200; trial++) {
            RankPrediction unrelated = new RankPrediction(table(40, 8, 2 * trial), table(40, 8, 2 * trial + 1));
            missed += unrelated.interval(.95, 100, trial, "subset").interval().contains(0) ? 0 : 1;
        }

        assertThat(missed).isLessThanOrEqualTo(20);
    }

    /// Two halves of four replicates of signal 1 and noise 1 each correlate 2 / 3 in the limit, all four .8.
    @Test
    void reliabilityStepsUpFromHalvesToAll() {
        RandomStream random = RandomStream.of(3, "replicates");
        double[][] signal = normal(400, 6, random);
        List<double[][]> replicates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            double[][] noisy = normal(400, 6, random);
            for (int row = 0; row < 400; row++) {
                for (int column = 0; column < 6; column++) {
                    noisy[row][column] += signal[row][column];
                }
            }
            replicates.add(noisy);
        }

        assertThat(RankPrediction.reliability(replicates)).isEqualTo(.8, within(.02));
        assertThat(RankPrediction.reliability(replicates.subList(0, 3))).isEqualTo(.75, within(.025));
    }

    @Test
    void tablesOfDifferentShapeAreRefused() {
        assertThatThrownBy(() -> new RankPrediction(new double[3][2], new double[3][1]))
                .hasMessageContaining("the same columns");
    }

    /// Cells with a level for each row and column.
    private static double[][] table(int rows, int columns, long seed) {
        RandomStream random = RandomStream.of(seed, "table");
        double[][] cells = normal(rows, columns, random);
        for (double[] row : cells) {
            double level = random.normal();
            for (int column = 0; column < columns; column++) {
                row[column] += level;
            }
        }
        return cells;
    }

    private static double[][] normal(int rows, int columns, RandomStream random) {
        double[][] cells = new double[rows][columns];
        for (double[] row : cells) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.normal();
            }
        }
        return cells;
    }
}
