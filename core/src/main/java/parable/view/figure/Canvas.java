package parable.view.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Writes one SVG document. Coordinates are user units, written with at most two decimals; text is always
/// escaped.
final class Canvas {
    /// How text is aligned to its x.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder body = new StringBuilder(1 << 14);

    /// @param tip what a reader learns by pointing at the mark
    void mark(String tip, Runnable shapes) {
        body.append("<g class=\"mark\">");
        title(tip);
        shapes.run();
        body.append("</g>\n");
    }

    void title(String text) {
        body.append("<title>").append(Escape.markup(text)).append("</title>");
    }

    void line(double x1, double y1, double x2, double y2, Ink ink, double width) {
        line(x1, y1, x2, y2, ink, width, "");
    }

    /// @param extra further attributes, such as a dash pattern
    void line(double x1, double y1, double x2, double y2, Ink ink, double width, String extra) {
        String paint = ink.stroke(width) + spaced(extra);
        add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>", n(x1), n(y1), n(x2), n(y2), paint);
    }

    void rect(double x, double y, double width, double height, String paint) {
        add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>", n(x), n(y), n(width), n(height), paint);
    }

    void circle(double x, double y, double radius, String paint) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>", n(x), n(y), n(radius), paint);
    }

    /// @param path already written with [#n(double)]
    void path(String path, String paint) {
        add("<path d=\"%s\" %s/>", path, paint);
    }

    void text(double x, double y, Anchor anchor, double size, Ink ink, String text) {
        text(x, y, anchor, size, ink, text, "");
    }

    void bold(double x, double y, Anchor anchor, double size, Ink ink, String text) {
        text(x, y, anchor, size, ink, text, "font-weight=\"700\"");
    }

    void text(double x, double y, Anchor anchor, double size, Ink ink, String text, String extra) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s %s%s>%s</text>",
                n(x), n(y), n(size), anchor(anchor), ink.fill(), spaced(extra), Escape.markup(text));
    }

    void raw(String element) {
        body.append(element).append('\n');
    }

    /// Marks of a series differ in shape as well as color: circle, diamond, square, triangle, and their
    /// outlines.
    void symbol(int series, double x, double y, double size, Ink ink) {
        double r = size;
        switch (series % 4) {
            case 0 -> circle(x, y, r, ink.fill());
            case 1 -> polygon(ink, x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y);
            case 2 -> rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, ink.fill());
            default -> polygon(ink, x, y - 1.2 * r, x + 1.15 * r, y + 0.9 * r, x - 1.15 * r, y + 0.9 * r);
        }
    }

    private void polygon(Ink ink, double... xy) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xy.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L').append(n(xy[i])).append(' ').append(n(xy[i + 1]));
        }
        path(path.append('Z').toString(), ink.fill());
    }

    /// The document: sized in pixels, scaling with its container, named and described for those who cannot
    /// see it.
    String document(Figure.Label label, double width, double height) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 %1$s %2$s" \
                width="%1$s" height="%2$s" \
                role="img" aria-labelledby="%3$s-title %3$s-desc" font-family="%4$s">
                <title id="%3$s-title">%5$s</title>
                <desc id="%3$s-desc">%6$s</desc>
                <rect width="%1$s" height="%2$s" %7$s/>
                %8$s</svg>
                """.formatted(
                        n(width),
                        n(height),
                        label.name(),
                        Lettering.FAMILY,
                        Escape.markup(label.title()),
                        Escape.markup(label.caption()),
                        Ink.PAPER.fill(),
                        body);
    }

    /// A coordinate: at most two decimals, never in exponent form.
    static String n(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void add(String pattern, Object... values) {
        body.append(pattern.formatted(values)).append('\n');
    }

    private static String anchor(Anchor anchor) {
        return switch (anchor) {
            case START -> "";
            case MIDDLE -> " text-anchor=\"middle\"";
            case END -> " text-anchor=\"end\"";
        };
    }

    private static String spaced(String extra) {
        return extra.isEmpty() ? "" : " " + extra;
    }
}
