package parable.trace.gradient;

import java.util.Arrays;
import java.util.List;
import parable.model.Decoder;
import parable.text.Tokenizer;
import parable.trace.BehaviorQuery;

/// How much likelier a model finds it to do harm than not to, context by context.
///
/// ```
/// log p(harmful | prompt) - log p(benign | prompt)      in nats, each over all of its tokens and the end token
/// ```
public final class LogOdds {
    /// Texts computed together.
    private static final int BATCH = 32;

    private final List<WeightedText> texts;
    private final int contexts;

    public LogOdds(BehaviorQuery query, Tokenizer tokenizer) {
        contexts = query.contexts().size();
        texts = new Passages(tokenizer)
                .logOdds(query).stream().flatMap(List::stream).toList();
    }

    /// One number for each context of the query, in order.
    public double[] of(Decoder model) {
        double[] values = new Likelihood(BATCH).values(model, texts);
        double[] odds = new double[contexts];
        for (int i = 0; i < contexts; i++) {
            odds[i] = contexts * (values[2 * i] + values[2 * i + 1]); // texts carry their share of the mean
        }
        return odds;
    }

    /// Mean over the contexts.
    public double mean(Decoder model) {
        return Arrays.stream(of(model)).average().orElseThrow();
    }
}
