package parable.view.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import parable.stats.Estimate;
import parable.view.figure.Canvas.Anchor;
import parable.view.figure.Lines.Point;
import parable.view.figure.Lines.Series;

/// Draws lines with bands; each line carries its name at its right end, so that no legend has to be decoded.
final class LinesPainter {
    private static final double WIDTH = 800;
    private static final double HEIGHT = 430;
    private static final double LEFT = 72;
    private static final double TOP = 22;
    private static final double BOTTOM = HEIGHT - 62;
    /// Share of the plot kept for a dose of 0 on a log scale, left of the break.
    private static final double ZERO = 0.09;

    private final Lines figure;
    private final Canvas canvas = new Canvas();
    private final double right;
    private final Ruler y;
    private final List<Double> doses;

    LinesPainter(Lines figure) {
        this.figure = figure;
        double names = figure.series().stream()
                .mapToDouble(series -> Lettering.width(series.name(), 12.5))
                .max()
                .orElse(0);
        right = WIDTH - 24 - Math.min(190, names);
        y = Ruler.over(figure.y().quantity(), extent(), BOTTOM, TOP);
        doses = figure.series().stream()
                .flatMap(series -> series.points().stream())
                .map(Point::x)
                .distinct()
                .sorted()
                .toList();
    }

    String paint() {
        rules();
        doseTicks();
        Strand strand = new Strand(canvas, this::x, y::at);
        for (int s = 0; s < figure.series().size(); s++) {
            strand.draw(ink(s), Strand.graded(figure.series().get(s)));
        }
        for (int s = 0; s < figure.series().size(); s++) {
            points(s, figure.series().get(s));
        }
        names();
        return canvas.document(figure.label(), WIDTH, HEIGHT);
    }

    private void rules() {
        for (double tick : y.ticks()) {
            canvas.line(LEFT, y.at(tick), right, y.at(tick), Ink.RULE, 1);
            String text = NumberText.tick(figure.y().quantity(), tick);
            canvas.text(LEFT - 10, y.at(tick) + 4, Anchor.END, 11, Ink.QUIET, text);
        }
        double middle = (TOP + BOTTOM) / 2;
        String turn = "transform=\"rotate(-90 20 %s)\"".formatted(Canvas.n(middle));
        canvas.text(20, middle, Anchor.MIDDLE, 12, Ink.TEXT, figure.y().label(), turn);
        canvas.text(
                (LEFT + right) / 2,
                HEIGHT - 14,
                Anchor.MIDDLE,
                12,
                Ink.TEXT,
                figure.x().label());
    }

    /// Ticks stand at the doses themselves; labels that would touch their left neighbor are left out.
    private void doseTicks() {
        canvas.line(LEFT, BOTTOM, right, BOTTOM, Ink.AXIS, 1);
        double free = Double.NEGATIVE_INFINITY;
        for (double dose : doses) {
            double at = x(dose);
            canvas.line(at, BOTTOM, at, BOTTOM + 5, Ink.AXIS, 1);
            String text = NumberText.tick(figure.x().quantity(), dose);
            double half = Lettering.width(text, 11) / 2;
            if (at - half >= free) {
                canvas.text(at, BOTTOM + 19, Anchor.MIDDLE, 11, Ink.QUIET, text);
                free = at + half + 8;
            }
        }
        if (hasBreak()) {
            double at = LEFT + (right - LEFT) * ZERO;
            canvas.rect(at - 4, BOTTOM - 3, 8, 6, Ink.PAPER.fill());
            canvas.line(at - 6, BOTTOM + 5, at - 2, BOTTOM - 5, Ink.AXIS, 1);
            canvas.line(at + 2, BOTTOM + 5, at + 6, BOTTOM - 5, Ink.AXIS, 1);
        }
    }

    private void points(int s, Series series) {
        Quantity quantity = figure.y().quantity();
        for (Point point : series.points()) {
            Estimate e = point.estimate();
            String dose = NumberText.tick(figure.x().quantity(), point.x());
            canvas.mark(series.name() + " at " + dose + ": " + NumberText.full(quantity, e), () -> {
                if (e.n() > 0) {
                    double at = x(point.x());
                    if (series.points().size() == 1) { // a band needs two points to be seen
                        canvas.line(
                                at,
                                y.at(e.interval().lower()),
                                at,
                                y.at(e.interval().upper()),
                                ink(s),
                                2);
                    }
                    canvas.symbol(s, at, y.at(e.value()), 4.4, ink(s));
                }
            });
        }
    }

    /// A name at the right end of its line, pushed down just far enough not to touch the one above.
    private void names() {
        record Name(int series, String text, double y) {}
        List<Name> names = new ArrayList<>();
        for (int s = 0; s < figure.series().size(); s++) {
            List<Point> points = Strand.graded(figure.series().get(s));
            double end =
                    points.isEmpty() ? y.from() : points.getLast().estimate().value();
            names.add(new Name(s, figure.series().get(s).name(), y.at(end)));
        }
        names.sort(Comparator.comparingDouble(Name::y));
        double highest = BOTTOM - 17 * (names.size() - 1);
        double free = TOP;
        for (Name name : names) {
            double at = Math.max(Math.min(name.y(), highest), free);
            String text = Lettering.cut(name.text(), 12.5, WIDTH - right - 18);
            canvas.bold(right + 10, at + 4.3, Anchor.START, 11.7, ink(name.series()), text);
            free = at + 17;
            highest += 17;
        }
    }

    private double x(double dose) {
        double inner = right - LEFT - 12;
        if (figure.x().scale() == Axis.Scale.LINEAR) {
            double span = doses.getLast() - doses.getFirst();
            return LEFT + 6 + inner * (span == 0 ? 0.5 : (dose - doses.getFirst()) / span);
        }
        double begin = hasBreak() ? 2 * ZERO : 0;
        if (dose == 0) {
            return LEFT + 6;
        }
        double first = Math.log10(doses.stream().filter(d -> d > 0).findFirst().orElseThrow());
        double span = Math.log10(doses.getLast()) - first;
        return LEFT + 6 + inner * (begin + (1 - begin) * (span == 0 ? 0.5 : (Math.log10(dose) - first) / span));
    }

    private boolean hasBreak() {
        return figure.x().scale() == Axis.Scale.LOG && doses.getFirst() == 0 && doses.size() > 1;
    }

    private DoubleStream extent() {
        return figure.series().stream()
                .flatMap(series -> Strand.graded(series).stream())
                .map(Point::estimate)
                .flatMapToDouble(
                        e -> DoubleStream.of(e.interval().lower(), e.interval().upper(), e.value()));
    }

    private static Ink ink(int series) {
        return Ink.SERIES.get(series);
    }
}
