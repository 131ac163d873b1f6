package parable.view.figure;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import parable.stats.Estimate;
import parable.view.figure.Canvas.Anchor;
import parable.view.figure.Lines.Point;
import parable.view.figure.Lines.Series;
import parable.view.figure.SmallMultiples.Panel;

/// Draws panels row by row under one legend; every panel has the same scales.
final class SmallMultiplesPainter {
    private static final double WIDTH = 800;
    private static final int COLUMNS = 4;
    private static final double LEFT = 64, GAP = 16;
    /// Height of a row, of a panel's name above its plot, and of the ticks below.
    private static final double ROW = 158, NAME = 20, TICKS = 22;

    private static final double LEGEND_LINE = 20;

    private final SmallMultiples figure;
    private final Canvas canvas = new Canvas();
    private final List<Double> xs;
    private double top;

    SmallMultiplesPainter(SmallMultiples figure) {
        this.figure = figure;
        this.xs = points().map(Point::x).distinct().sorted().toList();
    }

    private Stream<Point> points() {
        return figure.panels().stream()
                .flatMap(panel -> panel.series().stream())
                .flatMap(series -> series.points().stream());
    }

    String paint() {
        top = legend() + 8;
        int rows = (figure.panels().size() + COLUMNS - 1) / COLUMNS;
        for (int i = 0; i < figure.panels().size(); i++) {
            panel(i, figure.panels().get(i));
        }
        double bottom = top + rows * ROW;
        double middle = (top + bottom) / 2;
        String turn = "transform=\"rotate(-90 16 %s)\"".formatted(Canvas.n(middle));
        canvas.text(16, middle, Anchor.MIDDLE, 12, Ink.TEXT, figure.y().label(), turn);
        canvas.text(
                (LEFT + WIDTH) / 2,
                bottom + 16,
                Anchor.MIDDLE,
                12,
                Ink.TEXT,
                figure.x().label());
        return canvas.document(figure.label(), WIDTH, bottom + 28);
    }

    /// Symbols with names, broken into lines.
    ///
    /// @return where it ends
    private double legend() {
        double x = LEFT, y = 18;
        List<Series> series = figure.panels().getFirst().series();
        for (int s = 0; s < series.size(); s++) {
            String name = series.get(s).name();
            double width = Lettering.boldWidth(name, 11.7) + 34;
            if (x > LEFT && x + width > WIDTH - 12) {
                x = LEFT;
                y += LEGEND_LINE;
            }
            canvas.symbol(s, x + 5, y - 4, 4.4, Ink.SERIES.get(s));
            canvas.bold(x + 15, y, Anchor.START, 11.7, Ink.SERIES.get(s), Lettering.cut(name, 12.5, WIDTH - LEFT - 40));
            x += width;
        }
        return y;
    }

    private void panel(int index, Panel panel) {
        double width = (WIDTH - LEFT - 12 - (COLUMNS - 1) * GAP) / COLUMNS;
        double left = LEFT + index % COLUMNS * (width + GAP);
        double start = top + (double) (index / COLUMNS) * ROW;
        Ruler y = Ruler.over(figure.y().quantity(), extent(), start + ROW - TICKS, start + NAME);
        String name = Lettering.cut(panel.name(), 12.5, width);
        canvas.bold(left, start + NAME - 7, Anchor.START, 11.7, Ink.TEXT, name);
        rules(y, left, width, index % COLUMNS == 0);
        double first = xs.getFirst(), span = xs.getLast() - first;
        Strand strand =
                new Strand(canvas, x -> left + 5 + (width - 10) * (span == 0 ? 0.5 : (x - first) / span), y::at);
        for (int s = 0; s < panel.series().size(); s++) {
            strand.draw(Ink.SERIES.get(s), Strand.graded(panel.series().get(s)));
        }
        for (int s = 0; s < panel.series().size(); s++) {
            marks(strand, s, panel.series().get(s), panel.name());
        }
        for (double end : List.of(first, xs.getLast())) {
            double at = strand.x().applyAsDouble(end);
            Anchor anchor = end == first ? Anchor.START : Anchor.END;
            String text = NumberText.tick(figure.x().quantity(), end);
            canvas.text(at, y.start() + 14, anchor, 10, Ink.QUIET, text);
        }
    }

    private void rules(Ruler y, double left, double width, boolean labels) {
        for (int i = 0; i < y.ticks().size(); i++) {
            double tick = y.ticks().get(i);
            canvas.line(left, y.at(tick), left + width, y.at(tick), i == 0 ? Ink.AXIS : Ink.RULE, 1);
            if (labels && i % 2 == 0) {
                String text = NumberText.tick(figure.y().quantity(), tick);
                canvas.text(left - 6, y.at(tick) + 4, Anchor.END, 10, Ink.QUIET, text);
            }
        }
    }

    private void marks(Strand strand, int s, Series series, String panel) {
        for (Point point : Strand.graded(series)) {
            String tip = "%s, %s at %s: %s"
                    .formatted(
                            panel,
                            series.name(),
                            NumberText.tick(figure.x().quantity(), point.x()),
                            NumberText.full(figure.y().quantity(), point.estimate()));
            double x = strand.x().applyAsDouble(point.x());
            double y = strand.y().applyAsDouble(point.estimate().value());
            canvas.mark(tip, () -> canvas.symbol(s, x, y, 2.8, Ink.SERIES.get(s)));
        }
    }

    private DoubleStream extent() {
        return points().map(Point::estimate)
                .filter(e -> e.n() > 0)
                .flatMapToDouble((Estimate e) ->
                        DoubleStream.of(e.interval().lower(), e.interval().upper(), e.value()));
    }
}
