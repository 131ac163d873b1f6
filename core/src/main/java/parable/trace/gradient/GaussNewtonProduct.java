package parable.trace.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import parable.model.Decoder;
import parable.model.Projection;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Products with the damped Gauss-Newton matrix of some texts, over all projections of the blocks together: what EK-FAC
/// approximates, without its independence of layers, of tokens, and of inputs and outputs.
///
/// ```
/// M v = (1 / N) Σ over texts and tokens of Jᵀ (diag p - p pᵀ) J v + λ v      J = ∂ logits / ∂ weights
/// J v ≈ (logits(W + ε v) - logits(W - ε v)) / 2 ε                           λ of each projection as EK-FAC has it
/// there
/// ```
///
/// ([Schraudolph 2002](https://doi.org/10.1162/08997660260028683), with a difference in place of his forward pass.)
/// Labels play no part, so nothing is drawn.
///
/// @param fitted EK-FAC on the same texts: its damping, and the preconditioner
/// @param length ‖W‖, by which ε is chosen
record GaussNewtonProduct(Decoder model, List<WeightedText> texts, Curvature fitted, double length)
        implements UnaryOperator<Tensor> {
    private static final int BATCH = 16;

    /// ‖ε v‖ / ‖W‖: small enough for a straight line, large enough for float32.
    private static final double REACH = 3e-3;

    static GaussNewtonProduct of(Decoder model, List<WeightedText> texts, Curvature fitted) {
        return new GaussNewtonProduct(
                model, texts, fitted, model.parameters().values().norm().item());
    }

    /// @param rows (Q, n)
    @Override
    public Tensor apply(Tensor rows) {
        return Scope.tidy(() -> {
            Tensor damped = turned(rows, (_, block, part) -> part.times(block.damping()));
            List<Tensor> products = new ArrayList<>();
            for (Map<Projection, Tensor> direction : queries(rows)) {
                products.add(undamped(direction));
            }
            return damped.plus(Ops.concat(products, 0));
        });
    }

    /// (1, n)
    private Tensor undamped(Map<Projection, Tensor> direction) {
        double norm = Math.sqrt(direction.values().stream()
                .mapToDouble(v -> v.square().sum().item())
                .sum());
        double step = norm == 0 ? 0 : REACH * length / norm;
        model.parameters().gradients().zeroInPlace();
        for (List<Integer> some : new Likelihood(BATCH).batches(texts)) {
            if (step > 0) {
                backward(some.stream().map(texts::get).toList(), direction, step);
            }
        }
        Map<Projection, Tensor> gradient = new TreeMap<>();
        fitted.blocks()
                .keySet()
                .forEach(place -> gradient.put(place, model.gradient(place).over(texts.size())));
        Tensor row = rows(List.of(gradient));
        model.parameters().gradients().zeroInPlace();
        return row;
    }

    /// Adds `Jᵀ (diag p - p pᵀ) J v` of some texts to the model's gradients.
    private void backward(List<WeightedText> some, Map<Projection, Tensor> direction, double step) {
        try (Scope _ = Scope.open()) {
            int B = some.size();
            int T = some.stream()
                    .mapToInt(text -> text.tokens().length - 1)
                    .max()
                    .orElseThrow();
            int[] ids = new int[B * T];
            float[] counted = new float[B * T];
            for (int b = 0; b < B; b++) {
                WeightedText text = some.get(b);
                System.arraycopy(text.tokens(), 0, ids, b * T, text.tokens().length - 1);
                for (int t = 1; t < text.tokens().length; t++) {
                    counted[b * T + t - 1] = text.weights()[t] == 0 ? 0 : 1;
                }
            }
            Tensor tokens = Tensor.of(ids, B, T);
            Tensor moved = Ops.withoutGradients(() -> model.logits(tokens, moved(direction, step))
                    .minus(model.logits(tokens, moved(direction, -step)))
                    .over(2 * step));
            Tensor logits = model.logits(tokens, Tap.NONE);
            Tensor p = Ops.softmax(logits.detach());
            Tensor mean = p.times(moved).sumOver(2).view(B, T, 1);
            Tensor pull = p.times(moved.minus(mean)).times(Tensor.of(counted, B, T, 1));
            logits.times(pull).sum().backward();
        }
    }

    /// Runs the model with `W + step · v` at every projection.
    private static Tap moved(Map<Projection, Tensor> direction, double step) {
        return new Tap() {
            @Override
            public Tensor at(Site site, Tensor x) {
                return x;
            }

            @Override
            public Tensor through(Projection place, Tensor input, Tensor output) {
                Tensor v = direction.get(place);
                return v == null
                        ? output
                        : output.plus(input.matmul(v.transpose(0, 1)).times(step));
            }
        };
    }

    /// EK-FAC's inverse of the same, (Q, n).
    Tensor preconditioned(Tensor rows) {
        return Scope.tidy(() -> turned(rows, (shape, block, part) -> {
            Tensor g = part.reshape(rows.size(0), shape[0], shape[1]);
            Tensor solved = block.rotated(g).times(block.inverse());
            return block.basis()
                    .map(basis -> basis.turnedBack(solved))
                    .orElse(solved)
                    .reshape(rows.size(0), -1);
        }));
    }

    private interface Turn {
        /// @param part (Q, out · in)
        Tensor of(long[] shape, Curvature.Block block, Tensor part);
    }

    /// Each projection's part of every row, changed.
    private Tensor turned(Tensor rows, Turn turn) {
        List<Tensor> parts = new ArrayList<>();
        long from = 0;
        for (Map.Entry<Projection, Curvature.Block> entry : fitted.blocks().entrySet()) {
            long[] shape = entry.getValue().inverse().shape();
            long length = shape[0] * shape[1];
            parts.add(turn.of(shape, entry.getValue(), rows.narrow(1, from, length)));
            from += length;
        }
        return Ops.concat(parts, 1);
    }

    /// One row for each query, (Q, n).
    Tensor rows(List<Map<Projection, Tensor>> queries) {
        List<Tensor> rows = new ArrayList<>();
        for (Map<Projection, Tensor> query : queries) {
            List<Tensor> parts = new ArrayList<>();
            fitted.blocks()
                    .keySet()
                    .forEach(place ->
                            parts.add(Objects.requireNonNull(query.get(place)).reshape(1, -1)));
            rows.add(Ops.concat(parts, 1));
        }
        return Ops.concat(rows, 0);
    }

    /// The same rows by query and projection.
    List<Map<Projection, Tensor>> queries(Tensor rows) {
        List<Map<Projection, Tensor>> queries = new ArrayList<>();
        for (int q = 0; q < rows.size(0); q++) {
            Map<Projection, Tensor> query = new TreeMap<>();
            long from = 0;
            for (Map.Entry<Projection, Curvature.Block> entry : fitted.blocks().entrySet()) {
                long[] shape = entry.getValue().inverse().shape();
                long length = shape[0] * shape[1];
                query.put(
                        entry.getKey(),
                        rows.narrow(0, q, 1).narrow(1, from, length).reshape(shape));
                from += length;
            }
            queries.add(query);
        }
        return queries;
    }

    /// `M⁻¹ q` of every query, by so many steps of conjugate gradients from EK-FAC's answer.
    List<Map<Projection, Tensor>> solve(List<Map<Projection, Tensor>> queries, int steps) {
        return queries(new ConjugateGradients(this, this::preconditioned).solve(rows(queries), steps));
    }
}
