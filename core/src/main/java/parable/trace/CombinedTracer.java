package parable.trace;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.ground.Check;

/// Several tracers as one: checkpoints of one training, models of several seeds, draws of contexts.
public final class CombinedTracer implements Tracer {
    private final String method;
    private final List<Share> shares;
    private final boolean isStandardized;

    /// @param weight of this tracer's scores
    public record Share(double weight, Tracer tracer) {}

    private CombinedTracer(String method, List<Share> shares, boolean isStandardized) {
        Check.that(!shares.isEmpty(), "%s combines no tracers; give it one or more", method);
        this.method = method;
        this.shares = List.copyOf(shares);
        this.isStandardized = isStandardized;
    }

    /// Σ_t η_t · score_t: with gradient products at checkpoints t and their learning rates this is TracIn
    /// ([Pruthi et al. 2020](https://arxiv.org/abs/2002.08484), equation 2).
    public static CombinedTracer sum(String method, List<Share> shares) {
        return new CombinedTracer(method, shares, false);
    }

    /// The mean of standardized scores: every tracer has the same say, whatever the size of its scores.
    public static CombinedTracer ensemble(String method, List<? extends Tracer> tracers) {
        double equal = 1.0 / tracers.size();
        return new CombinedTracer(
                method, tracers.stream().map(tracer -> new Share(equal, tracer)).toList(), true);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Influence influence(List<Document> documents, BehaviorQuery query) {
        Map<String, Double> sums = new TreeMap<>();
        String unit = "";
        for (Share share : shares) {
            Influence one = share.tracer().influence(documents, query).raising();
            Influence counted = isStandardized ? one.standardized() : one;
            unit = counted.unit();
            counted.scores().forEach((id, score) -> sums.merge(id, share.weight() * score, Double::sum));
        }
        return Influence.raising(method, query.name(), unit, sums);
    }
}
