package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static parable.trace.gradient.Doubles.EXACT;
import static parable.trace.gradient.Doubles.matrix;
import static parable.trace.gradient.Doubles.normal;
import static parable.trace.gradient.Doubles.product;
import static parable.trace.gradient.Doubles.tensor;

import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.tensor.DType;
import parable.tensor.Scope;
import parable.trace.gradient.ProjectedTracer.TwoSided;

class ProjectionTest {
    private final RandomStream random = RandomStream.of(3, "projection");
    private final RealMatrix gradient = normal(12, 9, random);
    private final RealMatrix query = gradient.add(normal(12, 9, random));

    @Test
    void theProductOfTwoProjectedGradientsIsTheirProductOnAverage() {
        double sum = 0;
        int trials = 2000;
        try (Scope _ = Scope.open()) {
            for (int trial = 0; trial < trials; trial++) {
                TwoSided sides = TwoSided.of(12, 9, 4, RandomStream.of(trial, "trial"));
                sum += product(projected(sides, gradient), projected(sides, query));
            }
        }

        assertThat(sum / trials / product(gradient, query)).isCloseTo(1, within(0.05));
    }

    @Test
    void fullOrthogonalProjectionsChangeNothing() {
        try (Scope _ = Scope.open()) {
            TwoSided sides = new TwoSided(
                    tensor(new QRDecomposition(normal(12, 12, random)).getQ()),
                    tensor(new QRDecomposition(normal(9, 9, random)).getQ()));

            double kept = product(matrix(sides.of(tensor(gradient))), matrix(sides.of(tensor(query))));

            assertThat(kept).isCloseTo(product(gradient, query), within(EXACT));
        }
    }

    private static RealMatrix projected(TwoSided sides, RealMatrix matrix) {
        TwoSided wide =
                new TwoSided(sides.output().to(DType.FLOAT64), sides.input().to(DType.FLOAT64));
        return matrix(wide.of(tensor(matrix)));
    }
}
