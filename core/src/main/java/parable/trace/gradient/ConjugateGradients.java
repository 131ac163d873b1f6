package parable.trace.gradient;

import java.util.function.UnaryOperator;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Solves `M x = b` for many right sides at once, M symmetric and positive, of which only products are known.
///
/// ```
/// r = b - M x    z = P r    p = z + β p    α = r·z / p·Mp        each right side with its own α and β
/// ```
///
/// Conjugate gradients with a preconditioner P ([Hestenes and Stiefel 1952](https://doi.org/10.6028/jres.049.044);
/// for the Gauss-Newton matrix [Martens 2010](https://www.cs.toronto.edu/~jmartens/docs/Deep_HessianFree.pdf),
/// section 4). It starts at `x = P b`, so that no step at all leaves what P alone would answer.
///
/// @param product        M, of rows (Q, n)
/// @param preconditioner P, near the inverse of M, of the same rows
record ConjugateGradients(UnaryOperator<Tensor> product, UnaryOperator<Tensor> preconditioner) {

    /// @param b (Q, n)
    /// @return x after so many steps, (Q, n), in the scope that is open now
    Tensor solve(Tensor b, int steps) {
        Tensor x = preconditioner.apply(b);
        if (steps == 0) {
            return x;
        }
        Tensor r = Scope.tidy(() -> b.minus(product.apply(x)));
        Tensor p = preconditioner.apply(r);
        double[] before = dots(r, p);
        for (int step = 0; step < steps; step++) {
            try (Scope _ = Scope.open()) {
                Tensor image = product.apply(p);
                Tensor length = column(quotients(before, dots(p, image)), b);
                x.copyInPlace(x.plus(p.times(length)));
                r.copyInPlace(r.minus(image.times(length)));
                Tensor z = preconditioner.apply(r);
                double[] after = dots(r, z);
                p.copyInPlace(z.plus(p.times(column(quotients(after, before), b))));
                before = after;
            }
        }
        return x;
    }

    /// 0 where a right side is solved already.
    private static double[] quotients(double[] above, double[] below) {
        double[] quotients = new double[above.length];
        for (int i = 0; i < above.length; i++) {
            quotients[i] = below[i] > 0 ? above[i] / below[i] : 0;
        }
        return quotients;
    }

    /// a · b, row by row.
    private static double[] dots(Tensor a, Tensor b) {
        try (Scope _ = Scope.open()) {
            float[] sums = a.times(b).sumOver(1).floats();
            double[] dots = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                dots[i] = sums[i];
            }
            return dots;
        }
    }

    /// One factor a row, (Q, 1).
    private static Tensor column(double[] values, Tensor like) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(floats, values.length, 1).to(like.dtype());
    }
}
