package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;
import parable.view.figure.Lines.Point;
import parable.view.figure.Lines.Series;

/// The same lines under several circumstances, side by side on one scale.
///
/// @param panels one for each circumstance, all with the same series in the same order
public record SmallMultiples(Label label, Axis x, Axis y, List<Panel> panels) implements Figure {
    /// @param series lines with their intervals as bands
    public record Panel(String name, List<Series> series) {
        public Panel {
            series = List.copyOf(series);
        }

        public List<String> names() {
            return series.stream().map(Series::name).toList();
        }
    }

    public SmallMultiples {
        panels = List.copyOf(panels);
        Check.that(!panels.isEmpty(), "figure %s has no panel", label.name());
        List<String> names = panels.getFirst().names();
        Check.that(
                !names.isEmpty() && names.size() <= Ink.SERIES.size(),
                "figure %s shows 1 to %d series, but has %d; split it",
                label.name(),
                Ink.SERIES.size(),
                names.size());
        for (Panel panel : panels) {
            Check.that(
                    panel.names().equals(names),
                    "panel \"%s\" of figure %s has the series %s, but the first panel has %s; all share one legend",
                    panel.name(),
                    label.name(),
                    panel.names(),
                    names);
        }
    }

    @Override
    public String svg() {
        return new SmallMultiplesPainter(this).paint();
    }

    @Override
    public List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        records.add(Csv.header("panel", "series", "x"));
        for (Panel panel : panels) {
            for (Series line : panel.series()) {
                for (Point point : line.points()) {
                    records.add(Csv.record(point.estimate(), panel.name(), line.name(), Csv.number(point.x())));
                }
            }
        }
        return records;
    }
}
