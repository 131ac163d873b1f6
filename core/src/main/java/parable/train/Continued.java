package parable.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Pass;
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
    private final BundledTexts lesson;

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
        lesson = BundledTexts.of(rows.rows());
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
            return Ops.withoutGradients(() -> Read.of(model, lesson).logProbabilities(this));
        }
    }

    /// Adds to the model's gradient that of `Σ slope · log-probability` over all tokens.
    ///
    /// @param slopes from the log-probabilities, text by text, to numbers of the same shape
    void backward(Decoder model, UnaryOperator<double[][]> slopes) {
        try (Scope _ = Scope.open()) {
            Ops.withoutGradients(() -> {
                Read read = Read.of(model, lesson);
                read.back(packed(slopes.apply(read.logProbabilities(this))));
                return read;
            });
        }
    }

    /// The texts as a model reads them.
    ///
    /// Letters: n tokens of all continuations, C model width, V vocabulary.
    ///
    /// @param places  of the tokens before those, (n)
    /// @param targets those tokens, (n, 1)
    /// @param x       normalized stream at the places, (n, C)
    /// @param logs    log-probabilities of the whole vocabulary, (n, V)
    private record Read(BundledTexts lesson, Pass pass, Tensor places, Tensor targets, Tensor x, Tensor logs) {

        static Read of(Decoder model, BundledTexts lesson) {
            int n = lesson.trained();
            Pass pass = model.pass(Tensor.of(lesson.ids(), lesson.ids().length), lesson.bundles());
            Tensor places = Tensor.of(lesson.places(), n);
            Tensor x = pass.hidden().indexSelect(0, places);
            Tensor logs = Ops.logSoftmax(pass.logits(x));
            return new Read(lesson, pass, places, Tensor.of(lesson.targets(), n, 1), x, logs);
        }

        double[][] logProbabilities(Continued texts) {
            float[] seen = logs.gather(targets).floats(), packed = texts.emptyRows();
            for (int i = 0; i < seen.length; i++) {
                packed[lesson.origins()[i] - 1] = seen[i];
            }
            return texts.unpacked(packed);
        }

        /// With p the softmax of the logits, the slope of a token's log-probability by them is `1 at the token
        /// - p`.
        void back(float[] slopes) {
            float[] weights = new float[lesson.trained()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = slopes[lesson.origins()[i] - 1];
            }
            Tensor weight = Tensor.of(weights, weights.length, 1);
            InPlace.exp(logs);
            InPlace.times(logs, weight.negated());
            InPlace.plusAt(logs, targets, weight);
            Tensor stream = Tensor.zeros(DType.FLOAT32, pass.hidden().shape());
            InPlace.plusRows(stream, places, pass.backFromLogits(x, logs));
            pass.back(stream);
        }
    }

    private float[] emptyRows() {
        return new float[rows.rows().size() * rows.rowLength()];
    }

    private double[][] unpacked(float[] packed) {
        double[][] unpacked =
                texts.stream().map(t -> new double[t.continuation().length]).toArray(double[][]::new);
        visit((at, text, token) -> unpacked[text][token] = packed[at]);
        return unpacked;
    }

    private float[] packed(double[][] unpacked) {
        float[] packed = emptyRows();
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
