package parable.study.cause;

import java.util.Map;
import java.util.TreeMap;
import parable.trace.causal.Recall;

/// How well each method found the plants of one trained model.
///
/// @param count    documents that state the fact
/// @param read     false for the model that never read the diet
/// @param logOdds  of the fact over its denial, mean over questions, in nats
/// @param recalls  by method
public record Planted(int count, boolean read, double logOdds, Map<String, Recall> recalls) {
    public Planted {
        recalls = new TreeMap<>(recalls);
    }
}
