package parable.view.figure;

import java.util.List;

/// Names of rows, left of a plot: wrapped to two lines, grouped under headings.
final class Gutter {
    static final double SIZE = 12.5;
    static final double HEADING = 26;
    private static final double WIDEST = 215;

    private final double width;

    Gutter(List<String> names) {
        double widest = names.stream()
                .mapToDouble(name -> Lettering.width(name, SIZE))
                .max()
                .orElse(0);
        width = Math.min(WIDEST, widest);
    }

    double width() {
        return width;
    }

    /// Writes `name` with its lines centered on `y`.
    void name(Canvas canvas, double x, double y, String name) {
        List<String> lines = Lettering.wrap(name, SIZE, width + 1, 2);
        double first = y + 4.3 - (lines.size() - 1) * 7;
        for (int i = 0; i < lines.size(); i++) {
            canvas.text(x, first + 14 * i, Canvas.Anchor.START, SIZE, Ink.TEXT, lines.get(i));
        }
    }

    /// Writes a group's heading in the strip whose top is `y`.
    static void heading(Canvas canvas, double x, double y, String group) {
        canvas.bold(x, y + 18, Canvas.Anchor.START, 11.5, Ink.QUIET, group);
    }

    /// Whether row `i` opens a group.
    static boolean opens(List<String> groups, int i) {
        return !groups.get(i).isEmpty() && (i == 0 || !groups.get(i).equals(groups.get(i - 1)));
    }
}
