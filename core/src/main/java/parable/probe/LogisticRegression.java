package parable.probe;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import parable.ground.Check;

/// Binary logistic regression with a ridge penalty, fitted by Newton's method (Cox 1958; le Cessie and van
/// Houwelingen 1992, [section 2](https://doi.org/10.2307/2347628)):
///
/// ```
/// minimize  Σ log(1 + exp(-y_i (w·x_i + b))) + penalty / 2 · ‖w‖²       y = ±1
/// ```
/// The intercept b is not penalized.
///
/// @param weights   w, one a feature
/// @param intercept b
record LogisticRegression(double[] weights, double intercept) {
    private static final int MOST_STEPS = 30;
    private static final double TOLERANCE = 1e-9;

    /// @param x        examples by features
    /// @param positive whether each example is of the first class
    /// @param penalty  above 0, so that separable classes have an answer
    static LogisticRegression fit(double[][] x, boolean[] positive, double penalty) {
        Check.that(penalty > 0, "the ridge penalty must be above 0, but was %s", penalty);
        Check.that(
                x.length > 0 && x.length == positive.length, "%d examples have %d labels", x.length, positive.length);
        double[] w = new double[x[0].length + 1];
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] move = newton(x, positive, penalty, w);
            double size = Vectors.norm(move);
            // Far from the optimum a full step may overshoot; a bounded one cannot cycle on this convex
            // loss.
            w = Vectors.plus(w, move, Math.min(1, 10 / Math.max(size, 1e-300)));
            if (size < TOLERANCE) {
                break;
            }
        }
        double[] weights = Arrays.copyOf(w, w.length - 1);
        return new LogisticRegression(weights, w[w.length - 1]);
    }

    /// Log-odds of the first class.
    double logOdds(double[] x) {
        return Vectors.dot(weights, x) + intercept;
    }

    /// `-H⁻¹ g` at w, whose last number is the intercept.
    private static double[] newton(double[][] x, boolean[] positive, double penalty, double[] w) {
        int p = w.length;
        double[] gradient = new double[p];
        double[][] hessian = new double[p][p];
        for (int i = 0; i < x.length; i++) {
            double[] row = Arrays.copyOf(x[i], p);
            row[p - 1] = 1;
            double chance = 1 / (1 + Math.exp(-Vectors.dot(w, row)));
            double error = chance - (positive[i] ? 1 : 0), weight = Math.max(chance * (1 - chance), 1e-12);
            addOuter(hessian, row, weight);
            for (int j = 0; j < p; j++) {
                gradient[j] += error * row[j];
            }
        }
        for (int j = 0; j < p - 1; j++) {
            gradient[j] += penalty * w[j];
            hessian[j][j] += penalty;
        }
        hessian[p - 1][p - 1] += 1e-9;
        RealMatrix h = MatrixUtils.createRealMatrix(hessian);
        return new CholeskyDecomposition(h, 1e-6, 0)
                .getSolver()
                .solve(new ArrayRealVector(gradient))
                .mapMultiply(-1)
                .toArray();
    }

    private static void addOuter(double[][] sum, double[] row, double weight) {
        for (int j = 0; j < row.length; j++) {
            double scaled = weight * row[j];
            if (scaled != 0) {
                for (int k = 0; k <= j; k++) {
                    sum[j][k] += scaled * row[k];
                    sum[k][j] = sum[j][k];
                }
            }
        }
    }
}
