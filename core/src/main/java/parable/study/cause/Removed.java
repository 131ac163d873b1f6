package parable.study.cause;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What leaving documents out of one model's diet did: `removal.json`.
///
/// @param documents of the diet
/// @param suspects  of them
/// @param cuts      one for each retraining
/// @param patches   change of the mean log-odds by one step on the top of each ranking, in nats
public record Removed(int documents, int suspects, List<CutResult> cuts, Map<String, Double> patches) {
    public Removed {
        cuts = List.copyOf(cuts);
        patches = new TreeMap<>(patches);
    }
}
