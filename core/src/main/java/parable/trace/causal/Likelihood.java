package parable.trace.causal;

import java.util.Arrays;
import java.util.List;
import parable.model.Decoder;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// How likely a model finds texts.
///
/// Letters: B texts, T tokens, V vocabulary.
final class Likelihood {
    /// Texts computed together.
    private static final int BATCH = 32;

    private Likelihood() {}

    /// A text and where the part begins that is asked about.
    ///
    /// @param from first token whose likelihood counts, given all before it; at least 1
    record Text(int[] tokens, int from) {}

    /// Log-likelihood in nats of the tokens from [Text#from()] on, for each text.
    static double[] of(Decoder model, List<Text> texts) {
        double[] sums = new double[texts.size()];
        for (int start = 0; start < texts.size(); start += BATCH) {
            List<Text> some = texts.subList(start, Math.min(start + BATCH, texts.size()));
            double[] part = Ops.withoutGradients(() -> batch(model, some));
            System.arraycopy(part, 0, sums, start, part.length);
        }
        return sums;
    }

    /// Rows are padded at their ends, which no earlier token sees.
    private static double[] batch(Decoder model, List<Text> texts) {
        int B = texts.size(), T = texts.stream().mapToInt(t -> t.tokens().length).max().orElse(2);
        int[] ids = new int[B * T], next = new int[B * T];
        for (int b = 0; b < B; b++) {
            int[] tokens = texts.get(b).tokens();
            System.arraycopy(tokens, 0, ids, b * T, tokens.length);
            System.arraycopy(tokens, 1, next, b * T, tokens.length - 1);
        }
        try (Scope _ = Scope.open()) {
            Tensor logits = model.logits(Tensor.of(ids, B, T), Tap.NONE); // (B, T, V)
            Tensor each = Ops.logSoftmax(logits.view((long) B * T, -1)).gather(Tensor.of(next, (long) B * T, 1));
            float[] logs = each.floats();
            double[] sums = new double[B];
            Arrays.setAll(sums, b -> sum(logs, b * T, texts.get(b)));
            return sums;
        }
    }

    private static double sum(float[] logs, int row, Text text) {
        double sum = 0;
        for (int t = text.from(); t < text.tokens().length; t++) {
            sum += logs[row + t - 1];
        }
        return sum;
    }
}
