package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import parable.ground.Check;
import parable.stats.Estimate;

/// A forest plot: one row per arm, one dot with its interval per series, the seeds as small dots behind.
///
/// @param series    what the dots of each row are, such as `near` and `far`, top to bottom
/// @param companion a second, narrow panel next to the first, such as capability
/// @param reference a value to compare with, drawn across all rows
public record IntervalDots(
        Label label,
        Axis axis,
        List<String> series,
        List<Row> rows,
        Optional<Companion> companion,
        Optional<Reference> reference)
        implements Figure {

    /// @param group heading above this row and its neighbors of the same group; empty for none
    /// @param dots  one per series
    public record Row(String group, String name, List<Dot> dots, Optional<Second> second) {
        public Row {
            dots = List.copyOf(dots);
        }
    }

    /// @param seeds the value of each seed; empty when there is one
    public record Dot(Estimate estimate, List<Double> seeds) {
        public Dot {
            seeds = List.copyOf(seeds);
        }
    }

    /// @param limit beyond it a row counts as suspicious and is flagged; drawn as a line
    public record Companion(Axis axis, OptionalDouble limit) {}

    /// @param flag a word to notice, such as `broken`; empty for none
    public record Second(Estimate estimate, String flag) {}

    public record Reference(double value, String name) {}

    public IntervalDots {
        series = List.copyOf(series);
        rows = List.copyOf(rows);
        Check.that(
                !series.isEmpty() && series.size() <= Ink.SERIES.size(),
                "figure %s shows 1 to %d series, but has %d; split it",
                label.name(),
                Ink.SERIES.size(),
                series.size());
        Check.that(!rows.isEmpty(), "figure %s has no row", label.name());
        for (Row row : rows) {
            Check.that(
                    row.dots().size() == series.size(),
                    "row \"%s\" of figure %s needs one dot for each of %s, but has %d",
                    row.name(),
                    label.name(),
                    series,
                    row.dots().size());
        }
    }

    @Override
    public String svg() {
        return new IntervalDotsPainter(this).paint();
    }

    @Override
    public List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        records.add(Csv.header("group", "row", "series", "seeds", "flag"));
        for (Row row : rows) {
            for (int s = 0; s < series.size(); s++) {
                Dot dot = row.dots().get(s);
                String seeds = dot.seeds().stream().map(String::valueOf).collect(Collectors.joining(" "));
                records.add(Csv.record(dot.estimate(), row.group(), row.name(), series.get(s), seeds, ""));
            }
            companion.ifPresent(panel -> row.second()
                    .ifPresent(second -> records.add(Csv.record(
                            second.estimate(),
                            row.group(),
                            row.name(),
                            panel.axis().label(),
                            "",
                            second.flag()))));
        }
        return records;
    }
}
