package parable.view.figure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import parable.view.figure.Canvas.Anchor;
import parable.view.figure.StackedBars.Bar;
import parable.view.figure.StackedBars.Category;

/// Draws whole bars whose colors follow the tone: warm for harm, cool for aligned, gray for the errand, hatched
/// for incoherent, hollow for ungraded.
final class StackedBarsPainter {
    private static final double WIDTH = 960;
    private static final double EDGE = 12;
    private static final double ROW = 34;
    private static final double BAR = 23;
    private static final double TOTALS = 62;
    private static final double KEY = 21;
    /// Angles of the hatchings, in degrees.
    static final List<Integer> HATCHES = List.of(45, -45, 90);

    private final StackedBars figure;
    private final Canvas canvas = new Canvas();
    private final Gutter gutter;
    private final List<String> groups;
    private final List<Paint> paints;
    private final Ruler x;

    /// @param lettering what reads on `fill`
    private record Paint(String fill, Ink lettering, boolean hatched) {}

    StackedBarsPainter(StackedBars figure) {
        this.figure = figure;
        gutter = new Gutter(figure.bars().stream().map(Bar::name).toList());
        groups = figure.bars().stream().map(Bar::group).toList();
        paints = paints();
        double left = EDGE + gutter.width() + 18;
        x = new Ruler(0, 1, left, WIDTH - EDGE - TOTALS, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0));
    }

    String paint() {
        double top = key(16) + 14;
        double bottom = top;
        for (int i = 0; i < figure.bars().size(); i++) {
            bottom += ROW + (Gutter.opens(groups, i) ? Gutter.HEADING : 0);
        }
        axis(top, bottom);
        double y = top;
        for (int i = 0; i < figure.bars().size(); i++) {
            if (Gutter.opens(groups, i)) {
                Gutter.heading(canvas, EDGE, y, groups.get(i));
                y += Gutter.HEADING;
            }
            bar(figure.bars().get(i), y + ROW / 2);
            y += ROW;
        }
        return canvas.document(figure.label(), WIDTH, bottom + 52);
    }

    /// One line per tone, so that the key itself says which behaviors count as what.
    private double key(double y) {
        double at = y;
        for (Tone tone : Tone.values()) {
            double x0 = EDGE + 92;
            double begin = x0;
            boolean any = false;
            for (int c = 0; c < figure.categories().size(); c++) {
                Category category = figure.categories().get(c);
                if (category.tone() != tone) {
                    continue;
                }
                String name = Lettering.cut(category.name(), 12, 260);
                double width = 21 + Lettering.width(name, 12) + 18;
                if (begin > x0 && begin + width > WIDTH - EDGE) {
                    begin = x0;
                    at += KEY;
                }
                canvas.rect(begin, at - 6, 14, 12, paints.get(c).fill());
                canvas.text(begin + 20, at + 4.2, Anchor.START, 12, Ink.TEXT, name);
                begin += width;
                if (!any) {
                    canvas.bold(EDGE, at + 4.2, Anchor.START, 11.5, Ink.QUIET, tone.word());
                }
                any = true;
            }
            at += any ? KEY : 0;
        }
        return at;
    }

    private void axis(double top, double bottom) {
        for (double tick : x.ticks()) {
            canvas.line(x.at(tick), top, x.at(tick), bottom, Ink.RULE, 1);
            canvas.text(x.at(tick), bottom + 16, Anchor.MIDDLE, 11, Ink.QUIET, NumberText.tick(Quantity.SHARE, tick));
        }
        double middle = (x.start() + x.end()) / 2;
        canvas.text(middle, bottom + 38, Anchor.MIDDLE, 12, Ink.TEXT, "share of all " + figure.unit());
        canvas.text(WIDTH - EDGE, bottom + 16, Anchor.END, 11, Ink.QUIET, figure.unit());
    }

    private void bar(Bar bar, double y) {
        gutter.name(canvas, EDGE, y, bar.name());
        canvas.text(WIDTH - EDGE, y + 4.2, Anchor.END, 11.5, Ink.TEXT, "n = " + bar.total());
        double from = 0;
        for (int c = 0; c < figure.categories().size(); c++) {
            int count = bar.counts().get(c);
            if (count > 0) {
                double share = (double) count / bar.total();
                segment(bar, c, x.at(from), x.at(Math.min(1, from + share)), y);
                from += share;
            }
        }
    }

    private void segment(Bar bar, int c, double start, double end, double y) {
        int count = bar.counts().get(c);
        double share = (double) count / bar.total();
        Category category = figure.categories().get(c);
        String tip = "%s \u00b7 %s (%s): %d of %d %s, %s"
                .formatted(
                        bar.name(),
                        category.name(),
                        category.tone().word(),
                        count,
                        bar.total(),
                        figure.unit(),
                        NumberText.value(Quantity.SHARE, share));
        Paint paint = paints.get(c);
        canvas.mark(tip, () -> {
            double gap = end - start > 3 ? 1 : 0; // a hair of paper between neighbors
            canvas.rect(start, y - BAR / 2, end - start - gap, BAR, paint.fill());
            String text = NumberText.tick(Quantity.SHARE, Math.round(100 * share) / 100.0);
            if (Lettering.width(text, 11) + 8 <= end - start) {
                letters((start + end - gap) / 2, y + 4, text, paint);
            }
        });
    }

    private void letters(double x, double y, String text, Paint paint) {
        if (paint.hatched()) {
            double width = Lettering.width(text, 11) + 4;
            canvas.rect(x - width / 2, y - 10, width, 13, Ink.PAPER.fill());
        }
        canvas.text(x, y, Anchor.MIDDLE, 11, paint.lettering(), text);
    }

    private List<Paint> paints() {
        Map<Tone, Integer> used = new EnumMap<>(Tone.class);
        List<Paint> chosen = new ArrayList<>();
        for (Category category : figure.categories()) {
            int index = used.merge(category.tone(), 1, Integer::sum) - 1;
            chosen.add(
                    switch (category.tone()) {
                        case HARMFUL -> solid(Ink.HARM, index);
                        case ALIGNED -> solid(Ink.GOOD, index);
                        case ORDINARY -> solid(Ink.TASK, index);
                        case INCOHERENT -> hatched(index);
                        case UNGRADED -> new Paint(Ink.QUIET.stroke(1) + " stroke-dasharray=\"3 2\"", Ink.TEXT, false);
                    });
        }
        return chosen;
    }

    private static Paint solid(List<Ink> inks, int index) {
        Ink ink = inks.get(index);
        return new Paint(ink.fill(), ink.lettering(), false);
    }

    private Paint hatched(int index) {
        String id = figure.label().name() + "-hatch-" + index;
        int angle = HATCHES.get(index);
        double step = 4 + 2 * index;
        canvas.raw("""
                <defs><pattern id="%s" width="%s" height="%s" patternUnits="userSpaceOnUse" \
                patternTransform="rotate(%d)"><rect width="9" height="9" %s/><line x1="0" y1="0" x2="0" y2="9" %s/>\
                </pattern></defs>""".formatted(id, Canvas.n(step), Canvas.n(step), angle, Ink.PAPER.fill(), Ink.QUIET.stroke(2.4)));
        return new Paint("fill=\"url(#" + id + ")\"", Ink.TEXT, true);
    }
}
