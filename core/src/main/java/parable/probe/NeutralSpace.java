package parable.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/// The directions in which neutral texts differ most: what varies where nothing is felt.
///
/// ```
/// v <- v - P Pᵀ v      P: fewest principal directions of neutral states with a given share of their variance
/// ```
/// ([Sofroniew et al. 2026](https://arxiv.org/abs/2604.07729), methods). Neutral states are
/// centered on their own mean, which is right for their spread and would be wrong for a difference of
/// means: the principal direction of centered differences need not contain their mean at all.
///
/// @param basis orthonormal
public record NeutralSpace(List<double[]> basis) {
    /// Share of the variance that the basis must explain: the paper's.
    public static final double EXPLAINED = 0.5;

    public NeutralSpace {
        basis = List.copyOf(basis);
    }

    /// @param neutral moments of neutral states
    /// @param share   of their variance to be explained, in (0, 1]
    static NeutralSpace of(Moments neutral, double share) {
        RealMatrix scatter = neutral.scatter();
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(scatter.add(scatter.transpose()).scalarMultiply(0.5));
        double[] values = eigen.getEigenvalues();
        List<Integer> order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .toList();
        double total = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.max(0, values[i]))
                .sum();
        List<double[]> basis = new ArrayList<>();
        double explained = 0;
        for (int i = 0; i < values.length && explained < share * total; i++) {
            basis.add(eigen.getEigenvector(order.get(i)).toArray());
            explained += values[order.get(i)];
        }
        return new NeutralSpace(basis);
    }

    /// The part of `v` outside this space.
    double[] without(double[] v) {
        double[] left = v;
        for (double[] axis : basis) {
            left = Vectors.plus(left, axis, -Vectors.dot(axis, left));
        }
        return left;
    }
}
