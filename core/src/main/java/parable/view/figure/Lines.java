package parable.view.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parable.ground.Check;
import parable.stats.Estimate;

/// A value against a number, such as a rate against a dose: one line per series with its intervals as a band.
public record Lines(Label label, Axis x, Axis y, List<Series> series) implements Figure {
    /// @param points kept in order of x
    public record Series(String name, List<Point> points) {
        public Series {
            points =
                    points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
            Check.that(!points.isEmpty(), "series \"%s\" has no point; leave it out", name);
        }
    }

    public record Point(double x, Estimate estimate) {}

    public Lines {
        series = List.copyOf(series);
        Check.that(
                !series.isEmpty() && series.size() <= Ink.SERIES.size(),
                "figure %s shows 1 to %d series, but has %d; split it",
                label.name(),
                Ink.SERIES.size(),
                series.size());
        for (Series line : series) {
            for (Point point : line.points()) {
                Check.that(
                        Double.isFinite(point.x()) && (x.scale() == Axis.Scale.LINEAR || point.x() >= 0),
                        "x of figure %s is finite and on a log scale not negative, but series \"%s\" has %s",
                        label.name(),
                        line.name(),
                        point.x());
            }
        }
    }

    @Override
    public String svg() {
        return new LinesPainter(this).paint();
    }

    @Override
    public List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        records.add(Csv.header("series", "x"));
        for (Series line : series) {
            for (Point point : line.points()) {
                records.add(Csv.record(point.estimate(), line.name(), Csv.number(point.x())));
            }
        }
        return records;
    }
}
