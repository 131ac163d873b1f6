package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;

/// What each arm did instead: one bar per arm, one segment per behavior, as shares of all rollouts.
///
/// Ungraded rollouts are a category like any other, so that every bar is whole.
///
/// @param unit what was counted, in the plural, such as `rollouts`
public record StackedBars(Label label, String unit, List<Category> categories, List<Bar> bars) implements Figure {
    public record Category(String name, Tone tone) {}

    /// How many categories of one tone color or hatching can distinguish.
    public static int most(Tone tone) {
        return switch (tone) {
            case HARMFUL -> Ink.HARM.size();
            case ALIGNED -> Ink.GOOD.size();
            case ORDINARY -> Ink.TASK.size();
            case INCOHERENT -> StackedBarsPainter.HATCHES.size();
            case UNGRADED -> 1;
        };
    }

    /// @param group  heading above this bar and its neighbors of the same group; empty for none
    /// @param counts one per category
    public record Bar(String group, String name, List<Integer> counts) {
        public Bar {
            counts = List.copyOf(counts);
        }

        public int total() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }
    }

    public StackedBars {
        categories = List.copyOf(categories);
        bars = List.copyOf(bars);
        Check.that(!bars.isEmpty(), "figure %s has no bar", label.name());
        for (Tone tone : Tone.values()) {
            long count = categories.stream()
                    .filter(category -> category.tone() == tone)
                    .count();
            Check.that(
                    count <= most(tone),
                    "figure %s can tell %d %s categories apart, but has %d; join the rare ones",
                    label.name(),
                    most(tone),
                    tone.word(),
                    count);
        }
        for (Bar bar : bars) {
            Check.that(
                    bar.counts().size() == categories.size()
                            && bar.counts().stream().allMatch(count -> count >= 0),
                    "bar \"%s\" of figure %s needs one count of 0 or more for each of %d categories, but has %s",
                    bar.name(),
                    label.name(),
                    categories.size(),
                    bar.counts());
        }
    }

    @Override
    public String svg() {
        return new StackedBarsPainter(this).paint();
    }

    @Override
    public List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        records.add(List.of("group", "bar", "category", "tone", "count", "total", "unit"));
        for (Bar bar : bars) {
            for (int c = 0; c < categories.size(); c++) {
                records.add(List.of(
                        bar.group(),
                        bar.name(),
                        categories.get(c).name(),
                        categories.get(c).tone().word(),
                        bar.counts().get(c).toString(),
                        Integer.toString(bar.total()),
                        unit));
            }
        }
        return records;
    }
}
