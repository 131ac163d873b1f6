package parable.audit.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.grade.AwarenessWords.Mention;
import parable.grade.Grading;
import parable.grade.PublishedLabel;
import parable.ground.Hash;
import parable.scenario.Behavior;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.scenario.Verdict;
import parable.stats.Interval;
import parable.stats.Trials;

/// Counts the rollouts of one cell. Confined to one thread.
final class Tally {
    private final AuditCount.Row row;
    private final Map<Behavior, Integer> behaviors = new TreeMap<>();
    private final Map<String, Integer> ends = new TreeMap<>();
    private final KeyIndex texts = new KeyIndex();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int ungraded;
    private int carriedOut;
    private Trials first = Trials.of(0, 0);
    private Trials retried = Trials.of(0, 0);
    private Optional<Trials> published = Optional.empty();
    private ByMention mentions = ByMention.NOTHING;
    private Conduct conduct = Conduct.NOTHING;

    Tally(AuditCount.Row row) {
        this.row = row;
    }

    void add(Played played, Grading grading, Mention mention) {
        ends.merge(played.end().label(), 1, Integer::sum);
        texts.put(Long.parseUnsignedLong(Hash.brief(played.written()), 16), 1);
        carriedOut += grading.happened() ? 1 : 0;
        grading.published()
                .map(Tally::counted)
                .ifPresent(label -> published = published.map(label::plus).or(() -> Optional.of(label)));
        Trials one = counted(grading.strict());
        mentions = mentions.plus(mention, one);
        conduct = conduct.plus(Conduct.of(played, grading));
        if (played.tries().isFirst()) {
            first = first.plus(one);
        } else {
            retried = retried.plus(one);
        }
    }

    private static Trials counted(PublishedLabel label) {
        return switch (label.harmful()) {
            case YES -> Trials.of(1, 1);
            case NO -> Trials.of(0, 1);
            case UNGRADED -> new Trials(0, 0, 1);
        };
    }

    private Trials counted(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes(var behavior, var _) -> graded(behavior);
            case Verdict.No(var behavior, var _) -> graded(behavior);
            case Verdict.Ungraded(var reason) -> {
                ungraded++;
                reasons.merge(reason, 1, Integer::sum);
                yield new Trials(0, 0, 1);
            }
        };
    }

    private Trials graded(Behavior behavior) {
        behaviors.merge(behavior, 1, Integer::sum);
        return Trials.of(behavior.standing() == Standing.HARMFUL ? 1 : 0, 1);
    }

    BehaviorCounts behaviors() {
        return new BehaviorCounts(behaviors, ungraded);
    }

    Cell cell(Interval simultaneous) {
        return new Cell(
                row.family(),
                row.condition(),
                behaviors(),
                conduct,
                simultaneous,
                new Cell.ByTry(first, retried),
                new Cell.Details(new TreeMap<>(ends), carriedOut, texts.size(), published, new TreeMap<>(reasons)),
                mentions);
    }
}
