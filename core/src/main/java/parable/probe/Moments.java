package parable.probe;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// Count, mean and scatter of a stream of vectors in float64, updated one by one ([Welford
/// 1962](https://doi.org/10.1080/00401706.1962.10490022)): nothing is kept of the vectors themselves.
///
/// Confined to one thread.
public final class Moments {
    private final double[] mean;
    private final double[][] scatter;
    private long count;

    public Moments(int width) {
        mean = new double[width];
        scatter = new double[width][width];
    }

    public Moments add(double[] x) {
        count++;
        double[] before = Vectors.minus(x, mean);
        for (int i = 0; i < mean.length; i++) {
            mean[i] += before[i] / count;
        }
        double[] after = Vectors.minus(x, mean);
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                scatter[i][j] += before[i] * after[j];
            }
        }
        return this;
    }

    public long count() {
        return count;
    }

    public double[] mean() {
        return mean.clone();
    }

    /// `Σ (x - mean)(x - mean)ᵀ`
    RealMatrix scatter() {
        return MatrixUtils.createRealMatrix(scatter);
    }
}
