package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static parable.trace.gradient.Doubles.EXACT;
import static parable.trace.gradient.Doubles.distance;
import static parable.trace.gradient.Doubles.flattened;
import static parable.trace.gradient.Doubles.identity;
import static parable.trace.gradient.Doubles.inverse;
import static parable.trace.gradient.Doubles.matrix;
import static parable.trace.gradient.Doubles.normal;
import static parable.trace.gradient.Doubles.product;
import static parable.trace.gradient.Doubles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// The exact cases of K-FAC and EK-FAC, against dense inverses.
class KroneckerFactorTest {
    private static final double DAMPING = 0.3;

    private final Scope scope = Scope.open();
    private final RandomStream random = RandomStream.of(1, "kronecker");
    private final RealMatrix query = normal(3, 4, random);

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void rotationIsUndoneByTurningBack() {
        KroneckerFactor factor = factor(independent());

        Tensor back = factor.turnedBack(factor.rotated(tensor(query)));

        assertThat(distance(matrix(back), query)).isLessThan(EXACT);
    }

    @Test
    void kfacIsExactWhenInputsAndOutputGradientsAreIndependent() {
        List<RealMatrix> gradients = independent();
        KroneckerFactor factor = factor(gradients);

        RealMatrix solved = matrix(factor.solve(tensor(query), factor.product(), DAMPING));

        assertThat(distance(flattened(solved), dense(gradients))).isLessThan(EXACT);
    }

    @Test
    void ekfacIsKfacWhenInputsAndOutputGradientsAreIndependent() {
        List<RealMatrix> gradients = independent();
        KroneckerFactor factor = factor(gradients);

        assertThat(distance(moments(factor, gradients), matrix(factor.product())))
                .isLessThan(EXACT);
    }

    @Test
    void ekfacIsExactWhereTheKroneckerBasisDiagonalizesAndKfacIsNot() {
        List<RealMatrix> gradients = diagonal();
        KroneckerFactor factor = factor(gradients);

        RealMatrix exact = matrix(factor.solve(tensor(query), tensor(moments(factor, gradients)), DAMPING));
        RealMatrix product = matrix(factor.solve(tensor(query), factor.product(), DAMPING));

        assertThat(distance(flattened(exact), dense(gradients))).isLessThan(EXACT);
        assertThat(distance(flattened(product), dense(gradients))).isGreaterThan(0.01);
    }

    /// `(λI + g gᵀ)⁻¹ q = (q - g gᵀq / (λ + ‖g‖²)) / λ` (Sherman and Morrison 1950), which is DataInf's term of
    /// one sample ([Kwon et al. 2023](https://arxiv.org/abs/2310.00902), equation 5).
    @Test
    void oneSampleIsSolvedAsByShermanAndMorrison() {
        RealMatrix gradient = normal(3, 1, random).multiply(normal(1, 4, random));
        KroneckerFactor factor = factor(List.of(gradient));

        RealMatrix solved = matrix(factor.solve(tensor(query), tensor(moments(factor, List.of(gradient))), DAMPING));

        double share = product(gradient, query) / (DAMPING + product(gradient, gradient));
        RealMatrix expected = query.subtract(gradient.scalarMultiply(share)).scalarMultiply(1 / DAMPING);
        assertThat(distance(solved, expected)).isLessThan(EXACT);
    }

    @Test
    void theTraceOfTheMomentsIsTheMeanSquaredNormInAnyBasis() {
        List<RealMatrix> gradients = diagonal();
        RealMatrix moments = moments(factor(gradients), gradients);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += MatrixUtils.createRealVector(moments.getRow(i)).getL1Norm();
        }

        double norms =
                gradients.stream().mapToDouble(g -> product(g, g)).average().orElseThrow();
        assertThat(sum).isCloseTo(norms, within(EXACT));
    }

    /// Every output gradient with every input.
    private List<RealMatrix> independent() {
        RealMatrix inputs = normal(5, 4, random), outputs = normal(4, 3, random);
        List<RealMatrix> gradients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 4; j++) {
                gradients.add(outer(outputs.getRow(j), inputs.getRow(i)));
            }
        }
        return gradients;
    }

    /// `c_ij · u_i v_jᵀ` with orthonormal u and v and weights that are no product: entries of different (i, j)
    /// never meet.
    private List<RealMatrix> diagonal() {
        RealMatrix u = new QRDecomposition(normal(3, 3, random)).getQ(),
                v = new QRDecomposition(normal(4, 4, random)).getQ();
        List<RealMatrix> gradients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                double weight = 0.5 + random.uniform() * 3;
                gradients.add(outer(u.getColumn(i), v.getColumn(j)).scalarMultiply(weight));
            }
        }
        return gradients;
    }

    private static RealMatrix outer(double[] s, double[] a) {
        return MatrixUtils.createColumnRealMatrix(s).multiply(MatrixUtils.createRowRealMatrix(a));
    }

    /// A and S of rank-one gradients `s aᵀ`, whose lengths may be shared out between s and a as one likes: all
    /// of it goes to s, so that a has length 1.
    private static KroneckerFactor factor(List<RealMatrix> gradients) {
        RealMatrix inputs = MatrixUtils.createRealMatrix(4, 4), outputs = MatrixUtils.createRealMatrix(3, 3);
        for (RealMatrix g : gradients) {
            inputs = inputs.add(g.transpose().multiply(g));
            outputs = outputs.add(g.multiply(g.transpose()));
        }
        double mean = inputs.getTrace() / gradients.size();
        return KroneckerFactor.of(
                tensor(inputs.scalarMultiply(1 / (mean * gradients.size()))),
                tensor(outputs.scalarMultiply(1.0 / gradients.size())));
    }

    private static RealMatrix moments(KroneckerFactor factor, List<RealMatrix> gradients) {
        Tensor sum = null;
        for (RealMatrix gradient : gradients) {
            Tensor square = factor.rotated(tensor(gradient)).square();
            sum = sum == null ? square : sum.plus(square);
        }
        return matrix(sum.over(gradients.size()));
    }

    /// `(mean of vec(G) vec(G)ᵀ + λ I)⁻¹ vec(query)`
    private RealMatrix dense(List<RealMatrix> gradients) {
        RealMatrix fisher = identity(12).scalarMultiply(DAMPING);
        for (RealMatrix g : gradients) {
            RealMatrix vec = flattened(g);
            fisher = fisher.add(vec.multiply(vec.transpose()).scalarMultiply(1.0 / gradients.size()));
        }
        return inverse(fisher).multiply(flattened(query));
    }
}
