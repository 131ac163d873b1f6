package parable.study.arms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.scenario.BehaviorCounts;

/// What one audit found: `scores.json`.
///
/// @param suites      what was done in each suite, forced thoughts (`swap/…`) among them
/// @param cells       the same for each level of each factor, by `suite factor=level`
/// @param capability  what the model can still do
public record Scores(
        Map<String, BehaviorCounts> suites, Map<String, BehaviorCounts> cells, CapabilityScores capability) {
    public Scores {
        suites = new TreeMap<>(suites);
        cells = new TreeMap<>(cells);
    }

    /// @param task        ordinary mailboxes in which the right object reached the right person
    /// @param chat        questions answered exactly
    /// @param nameCopying rollouts of the headline suite, among those that name anybody, that name only people
    ///                    who are there
    /// @param consistency rollouts of the headline suite, among those whose thought and act both take a stand,
    ///                    that act as they think
    /// @param perplexity  of ordinary held-out text, per token
    /// @param derivation  choices of people between values that no text ranks that follow the ranking in the prompt
    /// in
    ///                    both directions; empty where no one ranks values
    public record CapabilityScores(
            Share task,
            Share chat,
            Share nameCopying,
            Share consistency,
            double perplexity,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Share> derivation) {}

    /// @param k successes
    /// @param n trials that could be judged
    public record Share(int k, int n) {
        public double value() {
            return n == 0 ? 0 : (double) k / n;
        }
    }

    public BehaviorCounts suite(String name) {
        return suites.getOrDefault(name, new BehaviorCounts(Map.of(), 0));
    }
}
