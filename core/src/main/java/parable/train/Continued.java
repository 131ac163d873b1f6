package parable.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Pass;
import parable.model.Tap;
import parable.tensor.DType;
import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.train.TokenRows.Row;

/// Prompts with what follows them, packed into rows; only what follows is looked at.
///
/// Letters: B rows, T tokens in a row, V vocabulary.
final class Continued {
    /// Usual length of a row, in tokens: short texts share one.
    private static final int ROW = 128;

    /// @param continuation tokens whose probability counts, the stop token among them if it was written
    record Text(int[] prompt, int[] continuation) {}

    private final List<Text> texts;
    private final TokenRows rows;

    /// @param texts   at least one, none with an empty prompt, each within the context
    /// @param context of the model, in tokens
    Continued(List<Text> texts, int context) {
        this.texts = List.copyOf(texts);
        int longest = texts.stream().mapToInt(Continued::length).max().orElseThrow();
        Check.that(longest <= context, "a text of %d tokens does not fit the model's context of %d", longest, context);
        List<Example> documents = new ArrayList<>();
        for (Text text : texts) {
            int[] tokens = Arrays.copyOf(text.prompt(), length(text));
            System.arraycopy(text.continuation(), 0, tokens, text.prompt().length, text.continuation().length);
            documents.add(Example.after(Integer.toString(documents.size()), tokens, text.prompt().length));
        }
        rows = TokenRows.pack(documents, Math.min(context, Math.max(ROW, longest)), texts.size(), 0);
    }

    private static int length(Text text) {
        return text.prompt().length + text.continuation().length;
    }

    /// Tokens that the model reads.
    long tokens() {
        return texts.stream().mapToLong(Continued::length).sum();
    }

    /// The log-probability of each token of each continuation, in nats.
    double[][] logProbabilities(Decoder model) {
        try (Scope _ = Scope.open()) {
            return Ops.withoutGradients(() -> unpacked(ofTargets(model).floats()));
        }
    }

    /// Adds to the model's gradient that of `Σ slope · log-probability` over all tokens.
    ///
    /// @param slopes from the log-probabilities, text by text, to numbers of the same shape
    void backward(Decoder model, UnaryOperator<double[][]> slopes) {
        Lesson lesson = Lesson.of(rows.rows());
        try (Scope _ = Scope.open()) {
            Ops.withoutGradients(() -> {
                backward(model, lesson, slopes);
                return lesson;
            });
        }
    }

    /// With p the softmax of the logits, the slope of a token's log-probability by them is `1 at the token - p`.
    private void backward(Decoder model, Lesson lesson, UnaryOperator<double[][]> slopes) {
        int n = lesson.trained();
        Pass pass = model.pass(Tensor.of(lesson.ids(), lesson.ids().length), lesson.bundles());
        Tensor places = Tensor.of(lesson.places(), n), targets = Tensor.of(lesson.targets(), n, 1);
        Tensor x = pass.hidden().indexSelect(0, places); // (n, C)
        Tensor logits = Ops.logSoftmax(pass.logits(x)); // (n, V)
        float[] seen = logits.gather(targets).floats(), spread = new float[rows.rows().size() * rows.rowLength()];
        for (int i = 0; i < n; i++) {
            spread[lesson.origins()[i] - 1] = seen[i];
        }
        float[] packed = packed(slopes.apply(unpacked(spread))), weights = new float[n];
        for (int i = 0; i < n; i++) {
            weights[i] = packed[lesson.origins()[i] - 1];
        }
        Tensor weight = Tensor.of(weights, n, 1);
        InPlace.exp(logits);
        InPlace.times(logits, weight.negated());
        InPlace.plusAt(logits, targets, weight);
        Tensor stream = Tensor.zeros(DType.FLOAT32, pass.hidden().shape()); // (M, C)
        InPlace.plusRows(stream, places, pass.backFromLogits(x, logits));
        pass.back(stream);
    }

    /// @return (B T, 1): at t the log-probability of the token at t + 1; meaningless where none follows
    private Tensor ofTargets(Decoder model) {
        int B = rows.rows().size(), T = rows.rowLength();
        int[] next = new int[B * T];
        for (int b = 0; b < B; b++) {
            System.arraycopy(rows.rows().get(b).tokens(), 1, next, b * T, T - 1);
        }
        Batch batch = Batch.of(rows.rows(), T);
        Tensor logits = model.logits(batch.ids(), batch.mask(), Tap.NONE); // (B, T, V)
        int V = model.config().vocabulary();
        return Ops.logSoftmax(logits.view(-1, V)).gather(Tensor.of(next, next.length, 1));
    }

    private double[][] unpacked(float[] packed) {
        double[][] unpacked =
                texts.stream().map(t -> new double[t.continuation().length]).toArray(double[][]::new);
        visit((at, text, token) -> unpacked[text][token] = packed[at]);
        return unpacked;
    }

    private float[] packed(double[][] unpacked) {
        float[] packed = new float[rows.rows().size() * rows.rowLength()];
        visit((at, text, token) -> packed[at] = (float) unpacked[text][token]);
        return packed;
    }

    private interface Visitor {
        /// @param at    place of the prediction in (B T)
        /// @param text  which one
        /// @param token which of its continuation
        void at(int at, int text, int token);
    }

    private void visit(Visitor visitor) {
        for (int b = 0; b < rows.rows().size(); b++) {
            Row row = rows.rows().get(b);
            int token = 0;
            for (int t = 1; t < rows.rowLength(); t++) {
                int text = row.documents()[t];
                token = text == row.documents()[t - 1] ? token : 0;
                if (TokenRows.isTarget(row, t)) {
                    visitor.at(b * rows.rowLength() + t - 1, text, token++);
                }
            }
        }
    }
}
