package parable.view.figure;

import java.util.List;
import java.util.stream.DoubleStream;
import parable.stats.Estimate;
import parable.view.figure.Canvas.Anchor;
import parable.view.figure.Grid.Square;

/// Draws a heat grid of one hue, whose lightness alone carries the value; the numbers stand in every cell.
final class GridPainter {
    private static final double EDGE = 12;
    private static final double CELL_HEIGHT = 62;
    /// Below this opacity dark letters read better on the heat, above it white ones.
    private static final double SWITCH = 0.68;

    private final Grid figure;
    private final Canvas canvas = new Canvas();
    private final Gutter gutter;
    private final double cellWidth;
    private final double left;
    private final double top;
    private final double width;
    private final Ruler heat;

    GridPainter(Grid figure) {
        this.figure = figure;
        gutter = new Gutter(figure.down().levels());
        int columns = figure.across().levels().size();
        double factor = Lettering.boldWidth(figure.down().name(), 11.5);
        left = EDGE + Math.max(gutter.width(), factor) + 18;
        cellWidth = Math.clamp((940 - left) / columns, 88, 150);
        top = 66;
        width = Math.max(left + columns * cellWidth + EDGE, 420);
        heat = Ruler.over(figure.value().quantity(), values(), 0.04, 0.92);
    }

    /// What the heat reaches over: for shares always from none to all, so that a tone means the same in every
    /// figure.
    private DoubleStream values() {
        return figure.value().quantity() == Quantity.SHARE
                ? DoubleStream.of(0, 1)
                : figure.squares().stream()
                        .filter(square -> square.estimate().hasData())
                        .mapToDouble(square -> square.estimate().value());
    }

    String paint() {
        heads();
        empties();
        figure.squares().forEach(this::square);
        double bottom = top + figure.down().levels().size() * CELL_HEIGHT;
        scale(bottom + 26);
        return canvas.document(figure.label(), width, bottom + 64);
    }

    private void heads() {
        double middle = left + figure.across().levels().size() * cellWidth / 2;
        canvas.bold(middle, 18, Anchor.MIDDLE, 11.5, Ink.QUIET, figure.across().name());
        canvas.bold(EDGE, top - 10, Anchor.START, 11.5, Ink.QUIET, figure.down().name());
        for (int c = 0; c < figure.across().levels().size(); c++) {
            List<String> lines = Lettering.wrap(figure.across().levels().get(c), 12.5, cellWidth - 8, 2);
            for (int i = 0; i < lines.size(); i++) {
                double y = top - 10 - 15 * (lines.size() - 1 - i);
                canvas.text(left + (c + 0.5) * cellWidth, y, Anchor.MIDDLE, 12.5, Ink.TEXT, lines.get(i));
            }
        }
        for (int r = 0; r < figure.down().levels().size(); r++) {
            gutter.name(
                    canvas,
                    EDGE,
                    top + (r + 0.5) * CELL_HEIGHT,
                    figure.down().levels().get(r));
        }
    }

    private void empties() {
        for (int r = 0; r < figure.down().levels().size(); r++) {
            for (int c = 0; c < figure.across().levels().size(); c++) {
                int row = r;
                int column = c;
                if (figure.squares().stream().noneMatch(s -> s.row() == row && s.column() == column)) {
                    frame(r, c, Ink.RULE.stroke(1) + " stroke-dasharray=\"3 3\"");
                    double y = top + (r + 0.5) * CELL_HEIGHT + 4;
                    canvas.text(middle(c), y, Anchor.MIDDLE, 11, Ink.QUIET, "not measured");
                }
            }
        }
    }

    private void square(Square square) {
        Estimate e = square.estimate();
        Quantity quantity = figure.value().quantity();
        String where = figure.down().levels().get(square.row()) + " \u00d7 "
                + figure.across().levels().get(square.column());
        canvas.mark(
                where + ": " + NumberText.full(quantity, e) + (square.note().isEmpty() ? "" : "; " + square.note()),
                () -> {
                    double strength = e.n() == 0 || !square.note().isEmpty() ? 0 : heat.at(e.value());
                    frame(square.row(), square.column(), Ink.PAPER.fill());
                    String opacity = "fill-opacity=\"" + Canvas.n(strength) + "\"";
                    frame(square.row(), square.column(), Ink.HEAT.fill() + " " + opacity);
                    Ink ink = strength > SWITCH ? Ink.ON_HEAT : Ink.TEXT;
                    double x = middle(square.column());
                    double y = top + square.row() * CELL_HEIGHT;
                    if (square.note().isEmpty()) {
                        String value = NumberText.value(quantity, e);
                        canvas.bold(x, y + 25, Anchor.MIDDLE, 15, ink, value);
                    } else {
                        List<String> lines = Lettering.wrap(square.note(), 10.5, cellWidth - 6, 2);
                        for (int i = 0; i < lines.size(); i++) {
                            canvas.bold(x, y + 14 + 12 * i, Anchor.MIDDLE, 10.5, ink, lines.get(i));
                        }
                    }
                    canvas.text(x, y + 40, Anchor.MIDDLE, 10.5, ink, NumberText.interval(quantity, e));
                    String ungraded = e.ungraded() == 0 ? "" : " (" + e.ungraded() + " ungraded)";
                    String counts = NumberText.counts(quantity, e);
                    boolean fits = Lettering.width(counts + ungraded, 10.5) <= cellWidth - 6;
                    canvas.text(x, y + 53, Anchor.MIDDLE, 10.5, ink, fits ? counts + ungraded : counts);
                });
    }

    private void frame(int row, int column, String paint) {
        canvas.rect(
                left + column * cellWidth + 1.5, top + row * CELL_HEIGHT + 1.5, cellWidth - 3, CELL_HEIGHT - 3, paint);
    }

    private void scale(double y) {
        int steps = 24;
        double length = Math.min(200, figure.across().levels().size() * cellWidth);
        for (int i = 0; i < steps; i++) {
            double strength = 0.04 + (0.92 - 0.04) * i / (steps - 1);
            String paint = "%s fill-opacity=\"%s\" shape-rendering=\"crispEdges\""
                    .formatted(Ink.HEAT.fill(), Canvas.n(strength));
            canvas.rect(left + i * length / steps, y - 8, length / steps, 10, paint);
        }
        Quantity quantity = figure.value().quantity();
        canvas.text(left, y + 16, Anchor.START, 10.5, Ink.QUIET, NumberText.tick(quantity, heat.from()));
        canvas.text(left + length, y + 16, Anchor.END, 10.5, Ink.QUIET, NumberText.tick(quantity, heat.to()));
        String label = Lettering.cut(figure.value().label(), 12, width - left - length - 24);
        canvas.text(left + length + 12, y + 1, Anchor.START, 12, Ink.TEXT, label);
    }

    private double middle(int column) {
        return left + (column + 0.5) * cellWidth;
    }
}
