package parable.trace.gradient;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import parable.ground.RandomStream;
import parable.tensor.DType;
import parable.tensor.Tensor;

/// Matrices of doubles on both sides of the door: tensors for the code under test, Hipparchus for what it is
/// compared with.
final class Doubles {
    /// Largest difference between two float64 computations of one closed form.
    static final double EXACT = 1e-8;

    private Doubles() {}

    static RealMatrix normal(int rows, int columns, RandomStream random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.normal();
            }
        }
        return MatrixUtils.createRealMatrix(values);
    }

    static Tensor tensor(RealMatrix matrix) {
        int rows = matrix.getRowDimension(), columns = matrix.getColumnDimension();
        double[] flat = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix.getRow(i), 0, flat, i * columns, columns);
        }
        return Tensor.ofBytes(MemorySegment.ofArray(flat), DType.FLOAT64, rows, columns);
    }

    static RealMatrix matrix(Tensor tensor) {
        int rows = Math.toIntExact(tensor.size(0)), columns = Math.toIntExact(tensor.size(1));
        double[] flat = tensor.contiguous().memory().toArray(ValueLayout.JAVA_DOUBLE);
        double[][] values = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(flat, i * columns, values[i], 0, columns);
        }
        return MatrixUtils.createRealMatrix(values);
    }

    /// Rows one after the other, as a column.
    static RealMatrix flattened(RealMatrix matrix) {
        double[] flat = new double[matrix.getRowDimension() * matrix.getColumnDimension()];
        for (int i = 0; i < matrix.getRowDimension(); i++) {
            System.arraycopy(matrix.getRow(i), 0, flat, i * matrix.getColumnDimension(), matrix.getColumnDimension());
        }
        return MatrixUtils.createColumnRealMatrix(flat);
    }

    static RealMatrix inverse(RealMatrix matrix) {
        return MatrixUtils.inverse(matrix);
    }

    static RealMatrix identity(int size) {
        return MatrixUtils.createRealIdentityMatrix(size);
    }

    /// The largest absolute entry of the difference.
    static double distance(RealMatrix a, RealMatrix b) {
        double worst = 0;
        RealMatrix difference = a.subtract(b);
        for (int i = 0; i < difference.getRowDimension(); i++) {
            for (double value : difference.getRow(i)) {
                worst = Math.max(worst, Math.abs(value));
            }
        }
        return worst;
    }

    static double product(RealMatrix a, RealMatrix b) {
        return a.transpose().multiply(b).getTrace();
    }
}
