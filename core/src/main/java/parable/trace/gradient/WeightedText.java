package parable.trace.gradient;

import java.util.Arrays;
import parable.ground.Check;

/// Tokens with the weight of each one's log-probability:
///
/// ```
/// f(θ) = Σ_t weight_t · log p(target_t | tokens before t)
/// ```
///
/// A document is a text whose weights are 1, a decision one whose weights are 0 outside the decision, a
/// log-odds a pair of texts with opposite weights.
///
/// @param tokens  ids, which the model reads
/// @param targets what is predicted at each place: the tokens themselves, or labels drawn from a model
/// @param weights one a token; the first is 0, because nothing predicts it
public record WeightedText(int[] tokens, int[] targets, float[] weights) {
    public WeightedText {
        Check.that(
                tokens.length > 1 && targets.length == tokens.length && weights.length == tokens.length,
                "a weighted text needs two tokens or more, with one target and one weight each, but has %d, %d and %d",
                tokens.length,
                targets.length,
                weights.length);
        Check.that(weights[0] == 0, "nothing predicts the first token, so its weight is 0, but was %s", weights[0]);
    }

    WeightedText(int[] tokens, float[] weights) {
        this(tokens, tokens, weights);
    }

    /// The same weight for every token from `from` on.
    static WeightedText from(int[] tokens, int from, float weight) {
        float[] weights = new float[tokens.length];
        Arrays.fill(weights, Math.max(1, from), tokens.length, weight);
        return new WeightedText(tokens, weights);
    }

    WeightedText times(float factor) {
        float[] scaled = weights.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new WeightedText(tokens, targets, scaled);
    }

    /// Tokens that count.
    int counted() {
        int count = 0;
        for (float weight : weights) {
            count += weight != 0 ? 1 : 0;
        }
        return count;
    }
}
