package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.model.Site;

/// The sums and fits that directions rest on.
class StatisticsTest {
    private final RandomStream random = RandomStream.of(11, "statistics");

    @Test
    void streamedMomentsEqualThoseOfTwoPasses() {
        double[][] x = new double[500][];
        Moments streamed = new Moments(3);
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {1e6 + random.normal(), random.normal(), 1e6 + 2 * random.normal()};
            streamed.add(x[i]);
        }
        double[] mean = new double[3];
        for (double[] row : x) {
            mean = Vectors.plus(mean, row, 1.0 / x.length);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(streamed.mean()[i]).isCloseTo(mean[i], within(1e-6));
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (double[] row : x) {
                    sum += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
                assertThat(streamed.scatter().getEntry(i, j)).isCloseTo(sum, within(1e-3));
            }
        }
    }

    @Test
    void logisticRegressionStopsWhereTheGradientVanishes() {
        double penalty = 0.7;
        double[][] x = new double[120][];
        boolean[] positive = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {random.normal(), random.normal(), 1};
            positive[i] = random.chance(1 / (1 + Math.exp(-2 * x[i][0] + x[i][1])));
        }

        LogisticRegression fit = LogisticRegression.fit(x, positive, penalty);

        double[] gradient = Vectors.times(fit.weights(), penalty);
        double intercept = 0;
        for (int i = 0; i < x.length; i++) {
            double error = 1 / (1 + Math.exp(-fit.logOdds(x[i]))) - (positive[i] ? 1 : 0);
            gradient = Vectors.plus(gradient, x[i], error);
            intercept += error;
        }
        assertThat(Vectors.norm(gradient)).isCloseTo(0, within(1e-6));
        assertThat(intercept).isCloseTo(0, within(1e-6));
        assertThat(fit.weights()[0]).isPositive();
        assertThat(fit.weights()[1]).isNegative();
    }

    @Test
    void separableClassesHaveAnAnswer() {
        LogisticRegression fit = LogisticRegression.fit(
                new double[][] {{-1}, {-2}, {1}, {2}}, new boolean[] {false, false, true, true}, 1);

        assertThat(fit.weights()[0]).isPositive().isFinite();
        assertThat(fit.logOdds(new double[] {3})).isPositive();
    }

    @Test
    void readingsThatDoNotDifferStandardizeNothing() {
        assertThatThrownBy(() -> Scale.of(new double[] {2, 2, 2})).hasMessageContaining("standardize nothing");
    }

    @Test
    void whatIsNoUnitVectorIsNoDirection() {
        assertThatThrownBy(
                        () -> new Direction("calm", new Site.Embedding(), new double[] {1, 1}, "", new Scale(0, 1, 2)))
                .hasMessageContaining("has length 1, but \"calm\" has 1.41");
    }
}
