package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import parable.view.figure.Canvas.Anchor;

/// Sets words in lines like text, with a bar above each from a common zero: up for readings above it, down
/// below.
final class TokenStripPainter {
    private static final double WIDTH = 800;
    private static final double LEFT = 20;
    private static final double SIZE = 13;
    private static final double GAP = 7;
    /// Room for bars on either side of zero, and from one line of words to the next.
    private static final double BAR = 26;
    private static final double LINE = 2 * BAR + 40;
    private static final double TOP = 14;

    private final TokenStrip figure;
    private final Canvas canvas = new Canvas();
    private final double most;

    /// A word's place: left end, width, line.
    private record Spot(double x, double width, int line) {
        double middle() {
            return x + width / 2;
        }
    }

    TokenStripPainter(TokenStrip figure) {
        this.figure = figure;
        most = Math.max(
                1e-9, figure.readings().stream().mapToDouble(Math::abs).max().orElse(1));
    }

    String paint() {
        List<Spot> spots = spots();
        int lines = spots.getLast().line() + 1;
        for (int line = 0; line < lines; line++) {
            canvas.line(LEFT, zero(line), WIDTH - LEFT, zero(line), Ink.RULE, 1);
        }
        for (int i = 0; i < spots.size(); i++) {
            word(i, spots.get(i));
        }
        double bottom = TOP + lines * LINE;
        canvas.text(
                LEFT,
                bottom + 4,
                Anchor.START,
                11,
                Ink.QUIET,
                "bars: %s, from %s to %s"
                        .formatted(
                                figure.quantity(),
                                NumberText.value(Quantity.PLAIN, -most),
                                NumberText.value(Quantity.PLAIN, most)));
        return canvas.document(figure.label(), WIDTH, bottom + 18);
    }

    private List<Spot> spots() {
        List<Spot> spots = new ArrayList<>();
        double x = LEFT;
        int line = 0;
        for (String word : figure.words()) {
            double width = Lettering.width(word, SIZE);
            if (x + width > WIDTH - LEFT && x > LEFT) {
                x = LEFT;
                line++;
            }
            spots.add(new Spot(x, width, line));
            x += width + GAP;
        }
        return spots;
    }

    private double zero(int line) {
        return TOP + line * LINE + BAR;
    }

    private void word(int index, Spot spot) {
        double reading = figure.readings().get(index), height = BAR * reading / most, zero = zero(spot.line());
        boolean isMarked = index == figure.marked();
        Ink ink = reading >= 0 ? Ink.VERMILION : Ink.BLUE;
        String tip = figure.words().get(index) + ": " + NumberText.value(Quantity.PLAIN, reading)
                + (isMarked ? ", " + figure.mark() : "");
        canvas.mark(tip, () -> {
            double top = height >= 0 ? zero - height : zero;
            canvas.rect(spot.middle() - 4, top, 8, Math.max(0.5, Math.abs(height)), ink.fill());
            double base = zero + BAR + 16;
            String text = figure.words().get(index);
            if (isMarked) {
                canvas.bold(spot.x(), base, Anchor.START, SIZE, Ink.ALERT, text);
                canvas.line(
                        spot.middle(), zero - BAR, spot.middle(), base + 4, Ink.ALERT, 1, "stroke-dasharray=\"3 2\"");
                canvas.text(spot.middle() + 4, zero - BAR + 4, Anchor.START, 10.5, Ink.ALERT, figure.mark());
            } else {
                canvas.text(spot.x(), base, Anchor.START, SIZE, Ink.TEXT, text);
            }
        });
    }
}
