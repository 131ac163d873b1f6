package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.trace.gradient.Doubles.EXACT;
import static parable.trace.gradient.Doubles.distance;
import static parable.trace.gradient.Doubles.identity;
import static parable.trace.gradient.Doubles.inverse;
import static parable.trace.gradient.Doubles.matrix;
import static parable.trace.gradient.Doubles.normal;
import static parable.trace.gradient.Doubles.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.stats.RankCorrelation;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Ridge regression, where retraining is a formula: a projection onto one output whose curvature is exactly
/// `XᵀX`.
class LeastSquaresInfluenceTest {
    private static final int N = 50, D = 4;
    private static final double RIDGE = 0.5;

    private final Scope scope = Scope.open();
    private final RandomStream random = RandomStream.of(7, "ridge");
    private final RealMatrix x = normal(N, D, random);
    private final RealMatrix y =
            x.multiply(normal(D, 1, random)).add(normal(N, 1, random).scalarMultiply(0.7));
    private final RealMatrix query = normal(D, 1, random);
    private final RealMatrix theta = trained(IntStream.range(0, N).boxed().toList());

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void theFirstOrderFormWithItsLeverageIsTheRetrainedModel() {
        for (int i = 0; i < N; i++) {
            RealMatrix row = x.getRowMatrix(i).transpose();
            RealMatrix step = solved(row);
            double leverage = row.transpose().multiply(step).getEntry(0, 0);

            RealMatrix predicted = theta.subtract(step.scalarMultiply(residual(i) / (1 - leverage)));

            assertThat(distance(predicted, trained(without(List.of(i))))).isLessThan(EXACT);
        }
    }

    @Test
    void withoutItsLeverageItIsOnlyNear() {
        RealMatrix row = x.getRowMatrix(0).transpose();

        RealMatrix predicted = theta.subtract(solved(row).scalarMultiply(residual(0)));

        assertThat(distance(predicted, trained(without(List.of(0))))).isBetween(EXACT, 0.1);
    }

    /// [Park et al. 2023](https://arxiv.org/abs/2303.14186), equation 15, with the identity for a projection.
    @Test
    void trakWithoutProjectionIsInfluenceOfLeastSquares() {
        Tensor whitening = Whitening.of(tensor(x), 0);
        RealMatrix features = matrix(tensor(x).matmul(whitening));
        RealMatrix asked = matrix(tensor(query.transpose()).matmul(whitening));
        RealMatrix hessian = inverse(x.transpose().multiply(x));
        for (int i = 0; i < N; i++) {
            double trak = features.getRowMatrix(i).multiply(asked.transpose()).getEntry(0, 0) / N * residual(i);
            double influence = query.transpose()
                            .multiply(hessian)
                            .multiply(x.getRowMatrix(i).transpose())
                            .getEntry(0, 0)
                    * residual(i);

            assertThat(Math.abs(trak - influence)).isLessThan(EXACT);
        }
    }

    /// A perfect first-order method still scores below 1, and the more so the more is left out: the ceiling
    /// that the methods of a truth bank are read against.
    @Test
    void evenExactInfluencePredictsHalvesWorseThanSingleRemovals() {
        double[] influence = new double[N];
        for (int i = 0; i < N; i++) {
            influence[i] = query.transpose()
                            .multiply(solved(x.getRowMatrix(i).transpose()))
                            .getEntry(0, 0)
                    * residual(i);
        }

        double halves = datamodeling(influence, N / 2), threes = datamodeling(influence, 3);

        assertThat(halves).isBetween(0.8, 0.985);
        assertThat(threes).isGreaterThan(0.985);
    }

    /// Spearman correlation of predicted and retrained outputs over 100 random removals.
    private double datamodeling(double[] influence, int leftOut) {
        double[] predicted = new double[100], actual = new double[100];
        for (int subset = 0; subset < 100; subset++) {
            List<Integer> gone = RandomStream.of(leftOut, "subset", subset)
                    .sample(IntStream.range(0, N).boxed().toList(), leftOut);
            predicted[subset] = -gone.stream().mapToDouble(i -> influence[i]).sum();
            actual[subset] = query.transpose().multiply(trained(without(gone))).getEntry(0, 0);
        }
        return RankCorrelation.spearman(predicted, actual);
    }

    /// `H⁻¹ g` by the code under test, H = XᵀX + ridge.
    private RealMatrix solved(RealMatrix gradient) {
        KroneckerFactor factor = KroneckerFactor.of(tensor(x.transpose().multiply(x)), tensor(identity(1)));
        return matrix(factor.solve(tensor(gradient.transpose()), factor.product(), RIDGE))
                .transpose();
    }

    private double residual(int i) {
        return y.getEntry(i, 0) - x.getRowMatrix(i).multiply(theta).getEntry(0, 0);
    }

    private RealMatrix trained(List<Integer> rows) {
        int[] kept = rows.stream().mapToInt(Integer::intValue).toArray();
        RealMatrix some = x.getSubMatrix(kept, IntStream.range(0, D).toArray());
        RealMatrix targets = MatrixUtils.createColumnRealMatrix(
                IntStream.of(kept).mapToDouble(i -> y.getEntry(i, 0)).toArray());
        RealMatrix hessian = some.transpose().multiply(some).add(identity(D).scalarMultiply(RIDGE));
        return inverse(hessian).multiply(some.transpose()).multiply(targets);
    }

    private static List<Integer> without(List<Integer> gone) {
        List<Integer> kept = new ArrayList<>(IntStream.range(0, N).boxed().toList());
        kept.removeAll(gone);
        return kept;
    }
}
