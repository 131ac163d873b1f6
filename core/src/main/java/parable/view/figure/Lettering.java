package parable.view.figure;

import java.util.ArrayList;
import java.util.List;

/// How wide text will be, known without a display: advance widths of Helvetica, which Arial and Liberation
/// Sans share.
final class Lettering {
    static final String FAMILY = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

    /// Adobe's published metrics (Core 14 AFM, Helvetica) for U+0020 to U+007E, in thousandths of the font
    /// size.
    private static final int[] ADVANCE = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, //
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, //
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, //
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, //
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, //
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
    };

    /// Fallback fonts differ from Helvetica by a few percent; this slack keeps labels apart all the same.
    private static final double SLACK = 1.04;

    private Lettering() {}

    static double width(String text, double size) {
        return SLACK * size * text.codePoints().map(Lettering::advance).sum() / 1000;
    }

    /// Bold letters are wider, by 7 % on average over English text.
    static double boldWidth(String text, double size) {
        return 1.07 * width(text, size);
    }

    /// Breaks `text` into at most `lines` lines of at most `width`; what is left over ends in an ellipsis.
    static List<String> wrap(String text, double size, double width, int lines) {
        List<String> wrapped = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty() && wrapped.size() < lines - 1 && width(rest, size) > width) {
            int at = breakBefore(rest, fitting(rest, size, width));
            wrapped.add(rest.substring(0, at).strip());
            rest = rest.substring(at).strip();
        }
        wrapped.add(cut(rest, size, width));
        return wrapped;
    }

    static String cut(String text, double size, double width) {
        if (width(text, size) <= width) {
            return text;
        }
        int fits = fitting(text, size, width - width("\u2026", size));
        return text.substring(0, fits).stripTrailing() + "\u2026";
    }

    /// The longest prefix within `width`, at least one character and never half of a pair.
    private static int fitting(String text, double size, double width) {
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (end > 0 && width(text.substring(0, next), size) > width) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /// The last space or joint at or before `limit`; names without either break where they must.
    private static int breakBefore(String text, int limit) {
        for (int at = Math.min(limit, text.length() - 1); at > limit / 3; at--) {
            if (text.charAt(at) == ' ' || "-_/+,".indexOf(text.charAt(at - 1)) >= 0) {
                return at;
            }
        }
        return limit;
    }

    private static int advance(int c) {
        if (c >= 0x20 && c < 0x7f) {
            return ADVANCE[c - 0x20];
        }
        return c >= 0x1100 && c < 0x2000 || c >= 0x2400 ? 1000 : 600; // East Asian and pictures fill the square
    }
}
