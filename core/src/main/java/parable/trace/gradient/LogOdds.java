package parable.trace.gradient;

import java.util.Arrays;
import java.util.List;
import parable.model.Decoder;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.DType;
import parable.tensor.Scope;
import parable.tensor.Tensor;
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
        return of(model, Tap.NONE);
    }

    /// The same while `tap` changes the stream.
    public double[] of(Decoder model, Tap tap) {
        double[] values = new Likelihood(BATCH).values(model, texts, tap);
        double[] odds = new double[contexts];
        for (int i = 0; i < contexts; i++) {
            odds[i] = contexts * (values[2 * i] + values[2 * i + 1]); // texts carry their share of the mean
        }
        return odds;
    }

    /// ∂ mean / ∂v where v is added to the stream of every token at a site, at v = 0.
    ///
    /// @return one number a channel
    public double[] gradientOfAdding(Decoder model, Site site) {
        try (Scope _ = Scope.open()) {
            int width = model.config().width();
            Tensor store = Tensor.zeros(DType.FLOAT32, width);
            Tensor added = Tensor.zeros(DType.FLOAT32, width).collectGradientIn(store);
            new Likelihood(BATCH).backward(model, texts, (Tap) (place, x) -> place.equals(site) ? x.plus(added) : x);
            float[] values = store.floats();
            double[] gradient = new double[width];
            Arrays.setAll(gradient, i -> values[i]);
            return gradient;
        }
    }

    /// Mean over the contexts.
    public double mean(Decoder model) {
        return Arrays.stream(of(model)).average().orElseThrow();
    }
}
