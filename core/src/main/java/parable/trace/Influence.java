package parable.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parable.ground.Check;
import parable.stats.Auroc;
import parable.stats.Effect;
import parable.stats.Estimate;

/// How much each document moves one behavior, by one method.
///
/// The sign convention of the house is [Sign#POSITIVE_RAISES]: a document with a positive score makes the
/// behavior likelier. It is written with every set of scores, because peers differ (some report the change of
/// a loss) and a file without it cannot be read safely.
///
/// @param method how it was computed, such as `gradient cosine`; unique within a comparison
/// @param query  name of the behavior query
/// @param sign   what a positive score says
/// @param unit   of one score, such as `cosine` or `nats of log-odds per document`
/// @param scores by document id, sorted, so that the order of the documents leaves no trace
public record Influence(String method, String query, Sign sign, String unit, Map<String, Double> scores) {
    public Influence {
        scores.forEach((id, score) -> Check.that(
                Double.isFinite(score),
                "%s gave document %s the score %s; scores must be finite, so look at its text and at the model",
                method,
                id,
                score));
        scores = Collections.unmodifiableMap(new TreeMap<>(scores));
    }

    /// What a positive score says about training on one more copy of a document.
    public enum Sign {
        /// The behavior becomes likelier.
        POSITIVE_RAISES,
        /// The behavior becomes rarer, as where scores are changes of a loss.
        POSITIVE_LOWERS
    }

    /// Scores in the convention of the house.
    public static Influence raising(String method, String query, String unit, Map<String, Double> scores) {
        return new Influence(method, query, Sign.POSITIVE_RAISES, unit, scores);
    }

    /// The same in the convention of the house.
    public Influence raising() {
        return sign == Sign.POSITIVE_RAISES ? this : raising(method, query, unit, mapped(scores, -1, 0));
    }

    /// @throws IllegalArgumentException for a document that was not asked about
    public double of(String documentId) {
        return Check.found(
                scores.get(documentId),
                "%s scored %d documents, but not %s; trace it together with them",
                method,
                scores.size(),
                documentId);
    }

    /// Document ids from the strongest raiser of the behavior down. Equal scores stand in the order of their
    /// ids, so that no rank depends on the order of the documents.
    public List<String> ranked() {
        return raising().scores.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> scored) -> -scored.getValue())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The first `count` of [#ranked()].
    public List<String> top(int count) {
        return ranked().stream().limit(count).toList();
    }

    /// Scores less their mean, over their standard deviation: what may be averaged over models and methods. All
    /// 0 where every score is the same.
    public Influence standardized() {
        double mean = scores.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        double variance = scores.values().stream()
                .mapToDouble(s -> (s - mean) * (s - mean))
                .average()
                .orElse(0);
        double scale = variance == 0 ? 0 : 1 / Math.sqrt(variance);
        return new Influence(method, query, sign, "standard deviations", mapped(scores, scale, -mean * scale));
    }

    /// The chance that one of `wanted` scores above one of the other documents: how well the method finds them.
    public Effect separation(Set<String> wanted) {
        List<Double> found = new ArrayList<>(), others = new ArrayList<>();
        raising().scores.forEach((id, score) -> (wanted.contains(id) ? found : others).add(score));
        return Auroc.of(found, others, Estimate.LEVEL, "document");
    }

    private static Map<String, Double> mapped(Map<String, Double> scores, double factor, double shift) {
        Map<String, Double> mapped = new TreeMap<>();
        scores.forEach((id, score) -> mapped.put(id, factor * score + shift));
        return mapped;
    }
}
