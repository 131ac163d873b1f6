package parable.view.figure;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import parable.view.figure.Lines.Point;
import parable.view.figure.Lines.Series;

/// Draws lines with their intervals as bands into one plot.
///
/// @param x horizontal position of a value, in user units
/// @param y vertical position of a value
record Strand(Canvas canvas, DoubleUnaryOperator x, DoubleUnaryOperator y) {
    /// The points that have a value.
    static List<Point> graded(Series series) {
        return series.points().stream()
                .filter(point -> point.estimate().n() > 0)
                .toList();
    }

    void draw(Ink ink, List<Point> points) {
        if (points.isEmpty()) {
            return;
        }
        String upper =
                points.stream().map(p -> at(p, p.estimate().interval().upper())).collect(Collectors.joining("L"));
        String lower = points.reversed().stream()
                .map(p -> at(p, p.estimate().interval().lower()))
                .collect(Collectors.joining("L"));
        canvas.path("M" + upper + "L" + lower + "Z", ink.fill() + " fill-opacity=\"0.15\"");
        String middle = points.stream().map(p -> at(p, p.estimate().value())).collect(Collectors.joining("L"));
        canvas.path("M" + middle, ink.stroke(2) + " stroke-linejoin=\"round\"");
    }

    private String at(Point point, double value) {
        return Canvas.n(x.applyAsDouble(point.x())) + " " + Canvas.n(y.applyAsDouble(value));
    }
}
