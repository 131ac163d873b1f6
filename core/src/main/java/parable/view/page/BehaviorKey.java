package parable.view.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parable.scenario.Behavior;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.view.figure.NumberText;
import parable.view.figure.StackedBars;
import parable.view.figure.Tone;

/// Which behaviors stacked bars tell apart, the same in all figures that share a key, and ungraded as the
/// last category.
public final class BehaviorKey {
    private record Entry(StackedBars.Category category, Set<Behavior> behaviors) {}

    private final List<Entry> entries;

    private BehaviorKey(List<Entry> entries) {
        this.entries = entries;
    }

    /// Each of them by itself.
    public static BehaviorKey of(Collection<Behavior> behaviors) {
        return new BehaviorKey(behaviors.stream().map(BehaviorKey::entry).toList());
    }

    /// The behaviors that occur in `counts`. Where a standing has more of them than a reader can distinguish, the
    /// rarest share one category.
    public static BehaviorKey of(List<BehaviorCounts> counts) {
        Map<Behavior, Integer> totals = new EnumMap<>(Behavior.class);
        counts.forEach(c -> c.behaviors().forEach((behavior, count) -> totals.merge(behavior, count, Integer::sum)));
        List<Entry> entries = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            List<Behavior> found = totals.keySet().stream()
                    .filter(behavior -> behavior.standing() == standing)
                    .toList();
            entries.addAll(fitted(found, totals, Tone.of(standing)));
        }
        return new BehaviorKey(entries);
    }

    private static List<Entry> fitted(List<Behavior> found, Map<Behavior, Integer> totals, Tone tone) {
        int most = StackedBars.most(tone);
        Set<Behavior> rare = EnumSet.noneOf(Behavior.class);
        if (found.size() > most) {
            found.stream()
                    .sorted(Comparator.comparingInt(totals::get))
                    .limit(found.size() - most + 1)
                    .forEach(rare::add);
        }
        List<Entry> entries = new ArrayList<>();
        found.stream()
                .filter(behavior -> !rare.contains(behavior))
                .map(BehaviorKey::entry)
                .forEach(entries::add);
        if (!rare.isEmpty()) {
            entries.add(new Entry(new StackedBars.Category("other " + tone.word(), tone), rare));
        }
        return entries;
    }

    private static Entry entry(Behavior behavior) {
        return new Entry(
                new StackedBars.Category(NumberText.words(behavior.name()), Tone.of(behavior.standing())),
                EnumSet.of(behavior));
    }

    public List<StackedBars.Category> categories() {
        List<StackedBars.Category> categories = new ArrayList<>();
        entries.forEach(entry -> categories.add(entry.category()));
        categories.add(new StackedBars.Category("ungraded", Tone.UNGRADED));
        return categories;
    }

    /// How often each category occurred in all of `counts` together.
    public List<Integer> segments(List<BehaviorCounts> counts) {
        List<Integer> segments = new ArrayList<>();
        for (Entry entry : entries) {
            segments.add(counts.stream()
                    .mapToInt(c -> entry.behaviors().stream().mapToInt(c::of).sum())
                    .sum());
        }
        segments.add(counts.stream().mapToInt(BehaviorCounts::ungraded).sum());
        return segments;
    }
}
