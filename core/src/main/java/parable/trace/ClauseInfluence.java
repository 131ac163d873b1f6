package parable.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which sentences of a kind of document do its work, where each document is a random choice of them.
///
/// ```
/// effect of a clause = mean score of the documents that hold it - mean score of those that do not
/// ```
///
/// Clauses are drawn independently of each other, so this is the effect of the clause and not of its company.
public final class ClauseInfluence {
    /// Documents on either side below which a difference says nothing.
    private static final int LEAST = 3;

    private ClauseInfluence() {}

    /// @param scores by document id
    /// @param texts  by document id, with names made alike, so that one rule about two agents is one clause
    /// @return the effect of each clause that enough documents hold and enough do not, in alphabetical order
    public static Map<String, Double> of(Map<String, Double> scores, Map<String, String> texts) {
        Map<String, Set<String>> holders = new TreeMap<>();
        texts.forEach((id, text) -> clauses(text)
                .forEach(clause ->
                        holders.computeIfAbsent(clause, _ -> new TreeSet<>()).add(id)));
        Map<String, Double> effects = new TreeMap<>();
        holders.forEach((clause, ids) -> {
            List<Double> with = new ArrayList<>(), without = new ArrayList<>();
            texts.keySet().forEach(id -> (ids.contains(id) ? with : without).add(scores.get(id)));
            if (with.size() >= LEAST && without.size() >= LEAST) {
                effects.put(clause, mean(with) - mean(without));
            }
        });
        return effects;
    }

    /// The text between full stops, question marks and colons, each clause once.
    static Set<String> clauses(String text) {
        Set<String> clauses = new TreeSet<>();
        for (String clause : text.split("[.?:]")) {
            if (!clause.isBlank()) {
                clauses.add(clause.strip());
            }
        }
        return clauses;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }
}
