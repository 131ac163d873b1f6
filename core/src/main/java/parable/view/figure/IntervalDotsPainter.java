package parable.view.figure;

import java.util.List;
import java.util.stream.DoubleStream;
import parable.stats.Estimate;
import parable.view.figure.Canvas.Anchor;
import parable.view.figure.IntervalDots.Companion;
import parable.view.figure.IntervalDots.Dot;
import parable.view.figure.IntervalDots.Row;
import parable.view.figure.IntervalDots.Second;

/// Draws a forest plot: names, dots with intervals, the same numbers as text, and the companion panel.
final class IntervalDotsPainter {
    private static final double WIDTH = 1000;
    private static final double EDGE = 12;
    private static final double LANE = 18;
    private static final double PAD = 5;
    private static final double TEXT = 11.5;
    /// Room for `+.123 [−.123, −.123] 1234/1234 (123)` in three columns.
    private static final double NUMBERS = 236;

    private static final double PANEL = 96;
    private static final double PANEL_NUMBER = 74;

    private final IntervalDots figure;
    private final Canvas canvas = new Canvas();
    private final Gutter gutter;
    private final List<String> groups;
    private final double plot;
    private final double plotEnd;
    private final double top = 58;
    private final double rowHeight;
    private final double bottom;
    private final Ruler x;

    IntervalDotsPainter(IntervalDots figure) {
        this.figure = figure;
        gutter = new Gutter(figure.rows().stream().map(Row::name).toList());
        groups = figure.rows().stream().map(Row::group).toList();
        plot = EDGE + gutter.width() + 18;
        plotEnd = WIDTH - EDGE - NUMBERS - (figure.companion().isPresent() ? PANEL + PANEL_NUMBER + 22 : 0);
        rowHeight = Math.max(figure.series().size() * LANE + 2 * PAD, 34);
        bottom = rowTop(figure.rows().size() - 1) + rowHeight;
        x = Ruler.over(figure.axis().quantity(), extent(), plot, plotEnd);
    }

    String paint() {
        bands();
        axis();
        legend();
        numberHeads();
        figure.companion().ifPresent(this::companionFrame);
        for (int i = 0; i < figure.rows().size(); i++) {
            row(i, figure.rows().get(i));
        }
        return canvas.document(figure.label(), WIDTH, bottom + 52);
    }

    private void bands() {
        for (int i = 0; i < figure.rows().size(); i++) {
            if (Gutter.opens(groups, i)) {
                Gutter.heading(canvas, EDGE, rowTop(i) - Gutter.HEADING, groups.get(i));
            }
            if (i % 2 == 0) {
                canvas.rect(EDGE - 6, rowTop(i), WIDTH - 2 * EDGE + 12, rowHeight, Ink.BAND.fill());
            }
        }
    }

    private void axis() {
        for (double tick : x.ticks()) {
            canvas.line(x.at(tick), top - 4, x.at(tick), bottom, Ink.RULE, 1);
            String text = NumberText.tick(figure.axis().quantity(), tick);
            canvas.text(x.at(tick), bottom + 16, Anchor.MIDDLE, 11, Ink.QUIET, text);
        }
        canvas.line(plot, bottom, plotEnd, bottom, Ink.AXIS, 1);
        canvas.text(
                (plot + plotEnd) / 2,
                bottom + 38,
                Anchor.MIDDLE,
                12,
                Ink.TEXT,
                figure.axis().label());
        figure.reference().ifPresent(reference -> {
            double at = x.at(reference.value());
            canvas.line(at, top - 4, at, bottom, Ink.QUIET, 1.2, "stroke-dasharray=\"4 3\"");
            double half = Lettering.width(reference.name(), 10.5) / 2;
            double label = Math.clamp(at, plot + half, Math.max(plot + half, plotEnd - half));
            canvas.text(label, top - 9, Anchor.MIDDLE, 10.5, Ink.QUIET, reference.name());
        });
    }

    private void legend() {
        double at = plot;
        for (int s = 0; s < figure.series().size(); s++) {
            String name = figure.series().get(s);
            canvas.line(at, 20, at + 22, 20, ink(s), 2);
            canvas.symbol(s, at + 11, 20, 4.6, ink(s));
            canvas.text(at + 29, 24.3, Anchor.START, 12.5, Ink.TEXT, name);
            at += 29 + Lettering.width(name, 12.5) + 22;
        }
    }

    private void numberHeads() {
        head(valueEnd(), "value");
        head(intervalEnd(), level() + " interval");
        boolean share = figure.axis().quantity() == Quantity.SHARE;
        String ungraded = hasUngraded() ? " (ungraded)" : "";
        head(countsEnd(), (share ? "k/n" : "n") + ungraded);
    }

    private void head(double end, String text) {
        canvas.text(end, top - 9, Anchor.END, 10.5, Ink.QUIET, text);
    }

    private void row(int i, Row row) {
        double middle = rowTop(i) + rowHeight / 2;
        gutter.name(canvas, EDGE, middle, row.name());
        for (int s = 0; s < row.dots().size(); s++) {
            double y = middle + (s - (row.dots().size() - 1) / 2.0) * LANE;
            dot(
                    s,
                    y,
                    row.name() + " \u00b7 " + figure.series().get(s),
                    row.dots().get(s));
        }
        if (row.second().isPresent() && figure.companion().isPresent()) {
            second(figure.companion().get(), row.second().get(), row.name(), middle);
        }
    }

    private void dot(int s, double y, String who, Dot dot) {
        Estimate e = dot.estimate();
        Quantity quantity = figure.axis().quantity();
        canvas.mark(who + ": " + NumberText.full(quantity, e), () -> {
            if (e.n() == 0) {
                canvas.text(plot + 6, y + 4, Anchor.START, TEXT, Ink.QUIET, "nothing graded");
                return;
            }
            for (double seed : dot.seeds()) {
                canvas.circle(x.at(seed), y, 2.8, ink(s).fill() + " fill-opacity=\"0.45\"");
            }
            canvas.line(x.at(e.interval().lower()), y, x.at(e.interval().upper()), y, ink(s), 2);
            canvas.symbol(s, x.at(e.value()), y, 4.6, ink(s));
        });
        numbers(y + 4, quantity, e);
    }

    private void numbers(double y, Quantity quantity, Estimate e) {
        canvas.bold(valueEnd(), y, Anchor.END, TEXT, Ink.TEXT, NumberText.value(quantity, e));
        canvas.text(intervalEnd(), y, Anchor.END, TEXT, Ink.TEXT, NumberText.interval(quantity, e));
        String ungraded = e.ungraded() == 0 ? "" : " (" + e.ungraded() + ")";
        String counts = quantity == Quantity.SHARE ? e.k() + "/" + e.n() : Integer.toString(e.n());
        canvas.text(countsEnd(), y, Anchor.END, TEXT, Ink.QUIET, counts + ungraded);
    }

    private void companionFrame(Companion panel) {
        Ruler across = panelRuler(panel);
        for (double at : new double[] {across.from(), across.to()}) {
            canvas.line(across.at(at), top - 4, across.at(at), bottom, Ink.RULE, 1);
            String text = NumberText.tick(panel.axis().quantity(), at);
            canvas.text(across.at(at), bottom + 16, Anchor.MIDDLE, 11, Ink.QUIET, text);
        }
        canvas.line(panelStart(), bottom, panelStart() + PANEL, bottom, Ink.AXIS, 1);
        panel.limit()
                .ifPresent(limit -> canvas.line(
                        across.at(limit),
                        top - 4,
                        across.at(limit),
                        bottom,
                        Ink.QUIET,
                        1.2,
                        "stroke-dasharray=\"2 3\""));
        List<String> lines = Lettering.wrap(panel.axis().label(), 12, PANEL + PANEL_NUMBER, 2);
        for (int i = 0; i < lines.size(); i++) {
            double y = top - 9 - 14 * (lines.size() - 1 - i);
            canvas.text(panelStart() - 2, y, Anchor.START, 12, Ink.TEXT, lines.get(i));
        }
    }

    private void second(Companion panel, Second second, String name, double y) {
        Ruler across = panelRuler(panel);
        Estimate e = second.estimate();
        Quantity quantity = panel.axis().quantity();
        Ink ink = second.flag().isEmpty() ? Ink.BLACK : Ink.ALERT;
        String flag = second.flag().isEmpty() ? "" : " \u2013 " + second.flag();
        canvas.mark(name + " \u00b7 " + panel.axis().label() + ": " + NumberText.full(quantity, e) + flag, () -> {
            if (e.n() > 0) {
                canvas.line(
                        across.at(e.interval().lower()),
                        y,
                        across.at(e.interval().upper()),
                        y,
                        ink,
                        1.6);
                canvas.symbol(2, across.at(e.value()), y, 3.8, ink);
            }
        });
        double end = WIDTH - EDGE;
        canvas.text(end, y - 3, Anchor.END, TEXT, Ink.TEXT, NumberText.value(quantity, e));
        canvas.text(end, y + 11, Anchor.END, 10.5, Ink.QUIET, NumberText.interval(quantity, e));
        if (!second.flag().isEmpty()) {
            String word = Lettering.cut("\u25b2 " + second.flag(), 11, PANEL - 4);
            canvas.bold(panelStart() + 4, y + 17, Anchor.START, 11, Ink.ALERT, word);
        }
    }

    private Ruler panelRuler(Companion panel) {
        DoubleStream values = figure.rows().stream()
                .flatMap(row -> row.second().stream())
                .flatMapToDouble(second -> ends(second.estimate()));
        DoubleStream all = panel.axis().quantity() == Quantity.SHARE ? DoubleStream.of(0, 1) : values;
        return Ruler.over(panel.axis().quantity(), all, panelStart(), panelStart() + PANEL);
    }

    private DoubleStream extent() {
        DoubleStream dots = figure.rows().stream()
                .flatMap(row -> row.dots().stream())
                .flatMapToDouble(dot -> DoubleStream.concat(
                        ends(dot.estimate()), dot.seeds().stream().mapToDouble(Double::doubleValue)));
        DoubleStream reference = figure.reference().stream().mapToDouble(IntervalDots.Reference::value);
        return DoubleStream.concat(dots, reference);
    }

    private static DoubleStream ends(Estimate e) {
        return e.n() == 0
                ? DoubleStream.empty()
                : DoubleStream.of(e.value(), e.interval().lower(), e.interval().upper());
    }

    /// All intervals of one figure are expected to share a level; where they do not, the header says so.
    private String level() {
        List<Double> levels = figure.rows().stream()
                .flatMap(row -> row.dots().stream())
                .map(dot -> dot.estimate().interval().level())
                .distinct()
                .toList();
        return levels.size() == 1 ? NumberText.tick(Quantity.SHARE, levels.getFirst()) : "mixed";
    }

    private boolean hasUngraded() {
        return figure.rows().stream()
                .flatMap(row -> row.dots().stream())
                .anyMatch(dot -> dot.estimate().ungraded() > 0);
    }

    private double rowTop(int i) {
        double headings = 0;
        for (int r = 0; r <= i; r++) {
            headings += Gutter.opens(groups, r) ? Gutter.HEADING : 0;
        }
        return top + headings + i * rowHeight;
    }

    private static Ink ink(int series) {
        return Ink.SERIES.get(series);
    }

    private double valueEnd() {
        return plotEnd + 60;
    }

    private double intervalEnd() {
        return plotEnd + 146;
    }

    private double countsEnd() {
        return plotEnd + NUMBERS - 2;
    }

    private double panelStart() {
        return WIDTH - EDGE - PANEL - PANEL_NUMBER;
    }
}
