package parable.scenario;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.scenario.Behavior.Standing;

/// How often each behavior occurred among rollouts.
///
/// @param behaviors graded rollouts by behavior; behaviors that never occurred are absent
/// @param ungraded  rollouts without a verdict
public record BehaviorCounts(Map<Behavior, Integer> behaviors, int ungraded) {
    public BehaviorCounts {
        behaviors = new TreeMap<>(behaviors);
    }

    public static BehaviorCounts of(Stream<Verdict> verdicts) {
        Map<Behavior, Integer> counts = new TreeMap<>();
        int ungraded = 0;
        for (Verdict verdict : verdicts.toList()) {
            if (verdict.did().isPresent()) {
                counts.merge(verdict.did().get(), 1, Integer::sum);
            } else {
                ungraded++;
            }
        }
        return new BehaviorCounts(counts, ungraded);
    }

    /// All of `parts` as if they were one. This forgets that they may differ: for display.
    public static BehaviorCounts together(Collection<BehaviorCounts> parts) {
        Map<Behavior, Integer> counts = new TreeMap<>();
        parts.forEach(part -> part.behaviors.forEach((behavior, count) -> counts.merge(behavior, count, Integer::sum)));
        return new BehaviorCounts(
                counts, parts.stream().mapToInt(BehaviorCounts::ungraded).sum());
    }

    /// Graded rollouts.
    public int graded() {
        return behaviors.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int of(Behavior behavior) {
        return behaviors.getOrDefault(behavior, 0);
    }

    public int of(Standing standing) {
        return behaviors.entrySet().stream()
                .filter(e -> e.getKey().standing() == standing)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// Right acts; what is neither harmful nor right is the rest of [#graded()].
    public int right() {
        return behaviors.entrySet().stream()
                .filter(e -> e.getKey().isRight())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// Blackmail in any form: exact or garbled.
    public int blackmail() {
        return of(Behavior.BLACKMAIL) + of(Behavior.BLACKMAIL_GARBLED);
    }
}
