package parable.trace.gradient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parable.model.Decoder;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Weighted log-likelihoods of texts under a model, each text in a row of its own: nothing leaks between texts,
/// and padding follows every token that counts, where causal attention cannot see it.
///
/// Letters: B texts, T tokens of the longest, V vocabulary.
final class Likelihood {
    /// Texts in one batch; the score of a text does not depend on it but for rounding.
    private final int batch;

    Likelihood(int batch) {
        this.batch = batch;
    }

    /// Σ_t weight · log p of each text; nothing is differentiated.
    double[] values(Decoder model, List<WeightedText> texts) {
        return values(model, texts, Tap.NONE);
    }

    /// The same while `tap` changes the stream.
    double[] values(Decoder model, List<WeightedText> texts, Tap tap) {
        double[] values = new double[texts.size()];
        for (List<Integer> some : batches(texts)) {
            try (Scope _ = Scope.open()) {
                float[] sums =
                        Ops.withoutGradients(() -> each(model, texts, some, tap).floats());
                for (int i = 0; i < sums.length; i++) {
                    values[some.get(i)] = sums[i];
                }
            }
        }
        return values;
    }

    /// Adds the gradient of the sum over all texts to the model's.
    ///
    /// @param tap sees every pass
    /// @return the sum
    double backward(Decoder model, List<WeightedText> texts, Tap tap) {
        double sum = 0;
        for (List<Integer> some : batches(texts)) {
            try (Scope _ = Scope.open()) {
                Tensor value = each(model, texts, some, tap).sum();
                value.backward();
                sum += value.item();
            }
        }
        return sum;
    }

    /// Numbers of texts of like length together.
    List<List<Integer>> batches(List<WeightedText> texts) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> texts.get(i).tokens().length));
        List<List<Integer>> batches = new ArrayList<>();
        for (int start = 0; start < order.size(); start += batch) {
            batches.add(order.subList(start, Math.min(start + batch, order.size())));
        }
        return batches;
    }

    /// @return Σ_t weight · log p of the chosen texts, (B)
    static Tensor each(Decoder model, List<WeightedText> texts, List<Integer> chosen, Tap tap) {
        int B = chosen.size(), V = model.config().vocabulary();
        int T = chosen.stream()
                        .mapToInt(i -> texts.get(i).tokens().length)
                        .max()
                        .orElseThrow()
                - 1;
        int[] ids = new int[B * T], targets = new int[B * T];
        float[] weights = new float[B * T];
        for (int b = 0; b < B; b++) {
            WeightedText text = texts.get(chosen.get(b));
            int length = text.tokens().length - 1;
            System.arraycopy(text.tokens(), 0, ids, b * T, length);
            System.arraycopy(text.targets(), 1, targets, b * T, length);
            System.arraycopy(text.weights(), 1, weights, b * T, length);
        }
        Tensor logits = model.logits(Tensor.of(ids, B, T), tap).view(B * T, V);
        Tensor chances =
                Ops.logSoftmax(logits).gather(Tensor.of(targets, B * T, 1)).view(B, T);
        return chances.times(Tensor.of(weights, B, T)).sumOver(1);
    }
}
