package parable.trace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.Projection;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.trace.Influence;

/// EK-FAC refined by conjugate gradients against the exact inverse of the damped Gauss-Newton matrix.
class GaussNewtonProductTest {
    private static final int TEXTS = 24, DRAWS = 150;
    private static final double DAMPING = 0.1;
    private static final int[] STEPS = {0, 1, 2, 4, 8, 32};

    /// 352 weights in the projections of its one block.
    private static final DecoderConfig SMALL =
            new DecoderConfig(TinyModels.VOCABULARY, 8, 1, 4, new DecoderConfig.Heads(2, 2, 4, 64, 10_000), 1e-6, true);

    private final List<Document> documents = TinyTraces.documents(TEXTS);
    private final List<WeightedText> texts = new Passages(TinyTraces.TOKENIZER).documents(documents);

    /// `M = [[4, 1], [1, 3]]`, `b = (1, 2)`: from `x = (2, 1)` the first step ends at (.2356, .3384), the second at
    /// the solution (1/11, 7/11).
    @Test
    void twoStepsSolveTheTextbooksTwoUnknowns() {
        try (Scope _ = Scope.open()) {
            Tensor matrix = Tensor.of(new float[] {4, 1, 1, 3}, 2, 2), start = Tensor.of(new float[] {2, 1}, 1, 2);
            Tensor b = Tensor.of(new float[] {1, 2}, 1, 2);
            ConjugateGradients solver =
                    new ConjugateGradients(x -> x.matmul(matrix), x -> x == b ? start.times(1) : x.times(1));

            assertThat(solver.solve(b, 1).floats())
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(0.2356f, 0.3384f);
            assertThat(solver.solve(b, 2).floats())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(1f / 11, 7f / 11);
        }
    }

    @Test
    void eachStepComesNearerToTheExactInverseThanEkfacAlone() {
        try (Decoder model = TinyModels.lively(SMALL, 5);
                Scope _ = Scope.open()) {
            GaussNewtonProduct product = product(model);
            Tensor rows = product.rows(List.of(query(model, 3), query(model, 5)));
            double[][] exact = exact(product, rows);

            List<Double> errors = new ArrayList<>();
            for (int steps : STEPS) {
                Tensor solved = new ConjugateGradients(product, product::preconditioned).solve(rows, steps);
                errors.add(Math.max(distance(solved, 0, exact[0]), distance(solved, 1, exact[1])));
            }

            // .80 .63 .57 .45 .22 .016
            assertThat(errors.getFirst()).as("EK-FAC alone").isBetween(0.7, 0.9);
            assertThat(errors).isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(errors.get(4)).as("8 steps").isLessThan(0.3);
            assertThat(errors.getLast()).as("32 steps").isLessThan(0.03);
        }
    }

    /// The Gauss-Newton matrix is the Fisher matrix: `vᵀMv` without damping is the mean square of `g · v` over
    /// labels drawn from the model.
    @Test
    void theProductIsThatOfTheFisherMatrixOfDrawnLabels() {
        try (Decoder model = TinyModels.lively(SMALL, 5);
                Scope _ = Scope.open()) {
            GaussNewtonProduct product = product(model);
            Tensor v = normal(product.rows(List.of(query(model, 4))).size(1));
            double damping = row(v, 0).ebeMultiply(row(v, 0)).dotProduct(lambdas(product));

            double exact = row(product.apply(v), 0).dotProduct(row(v, 0)) - damping;
            double drawn = 0;
            for (int draw = 0; draw < DRAWS; draw++) {
                drawn += squares(model, draw, product, v) / DRAWS;
            }

            assertThat(exact / drawn).isCloseTo(1, within(0.1));
        }
    }

    /// Mean over texts of `(g · v)²`.
    private double squares(Decoder model, int seed, GaussNewtonProduct product, Tensor v) {
        List<Double> squares = new ArrayList<>();
        new DocumentGradients(model, 5)
                .each(new CurvatureFit(CurvatureKind.EKFAC, DAMPING, seed).redrawn(model, texts), (numbers, tape) -> {
                    for (int i = 0; i < numbers.size(); i++) {
                        Map<Projection, Tensor> g = new TreeMap<>();
                        int text = i;
                        tape.places()
                                .forEach(place -> g.put(
                                        place,
                                        tape.of(place)
                                                .gradients()
                                                .narrow(0, text, 1)
                                                .select(0, 0)));
                        double dot = row(product.rows(List.of(g)), 0).dotProduct(row(v, 0));
                        squares.add(dot * dot);
                    }
                });
        return squares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static Tensor normal(long width) {
        RandomStream random = RandomStream.of(8, "direction");
        float[] values = new float[Math.toIntExact(width)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal();
        }
        return Tensor.of(values, 1, width);
    }

    private GaussNewtonProduct product(Decoder model) {
        return GaussNewtonProduct.of(model, texts, new CurvatureFit(CurvatureKind.EKFAC, DAMPING, 0).on(model, texts));
    }

    private static Map<Projection, Tensor> query(Decoder model, int contexts) {
        model.parameters().gradients().zeroInPlace();
        Query.Form.LOG_ODDS.of(TinyTraces.query(contexts), TinyTraces.TOKENIZER).backward(model, Tap.NONE);
        Map<Projection, Tensor> gradient = new TreeMap<>();
        model.projections()
                .forEach(place -> gradient.put(place, model.gradient(place).times(1)));
        model.parameters().gradients().zeroInPlace();
        return gradient;
    }

    /// The matrix, one product a column, inverted in float64.
    private static double[][] exact(GaussNewtonProduct product, Tensor rows) {
        int n = Math.toIntExact(rows.size(1));
        double[][] matrix = new double[n][];
        for (int i = 0; i < n; i++) {
            try (Scope _ = Scope.open()) {
                float[] unit = new float[n];
                unit[i] = 1;
                matrix[i] = row(product.apply(Tensor.of(unit, 1, n)), 0).toArray();
            }
        }
        RealMatrix M = MatrixUtils.createRealMatrix(matrix);
        DecompositionSolver solver = new LUDecomposition(M.add(M.transpose()).scalarMultiply(0.5)).getSolver();
        return new double[][] {
            solver.solve(row(rows, 0)).toArray(), solver.solve(row(rows, 1)).toArray()
        };
    }

    /// Of every weight.
    private static RealVector lambdas(GaussNewtonProduct product) {
        RealVector lambdas = new ArrayRealVector(0);
        for (Curvature.Block block : product.fitted().blocks().values()) {
            long[] shape = block.inverse().shape();
            lambdas = lambdas.append(new ArrayRealVector(Math.toIntExact(shape[0] * shape[1]), block.damping()));
        }
        return lambdas;
    }

    private static RealVector row(Tensor rows, int number) {
        float[] values = rows.narrow(0, number, 1).contiguous().floats();
        double[] row = new double[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = values[i];
        }
        return new ArrayRealVector(row);
    }

    private static double distance(Tensor solved, int number, double[] exact) {
        RealVector truth = new ArrayRealVector(exact);
        return row(solved, number).subtract(truth).getNorm() / truth.getNorm();
    }

    @Test
    void theRefinedMethodRanksByItsOwnProductAndStartsFromEkfac() {
        try (Decoder model = TinyTraces.model()) {
            Influence plain = tracer(model, 0).influence(documents, TinyTraces.query(3));
            Influence refined = tracer(model, 8).influence(documents, TinyTraces.query(3));

            assertThat(refined.scores().keySet()).isEqualTo(plain.scores().keySet());
            assertThat(refined.scores()).isNotEqualTo(plain.scores());
            String first = documents.getFirst().id();
            assertThat(tracer(model, 8)
                            .influence(documents, TinyTraces.query(3).negated())
                            .of(first))
                    .as("the opposite behavior")
                    .isCloseTo(-refined.of(first), within(1e-3 * Math.abs(refined.of(first))));
        }
    }

    private static GradientTracer tracer(Decoder model, int steps) {
        return new GradientTracer(
                "refined", model, TinyTraces.TOKENIZER, Query.Form.LOG_ODDS, CurvatureKind.EKFAC, false, steps);
    }

    @Test
    void onlyTheProductWithEkfacIsRefined() {
        try (Decoder model = TinyTraces.model()) {
            assertThatThrownBy(() -> new GradientTracer(
                            "x", model, TinyTraces.TOKENIZER, Query.Form.LOG_ODDS, CurvatureKind.EKFAC, true, 3))
                    .hasMessageContaining("3 steps of conjugate gradients refine the gradient product with EK-FAC");
        }
    }
}
