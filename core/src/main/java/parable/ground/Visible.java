package parable.ground;

import java.util.Locale;

/// Makes everything in a text visible and harmless on a terminal: what strangers wrote may hold escapes, marks that
/// reverse the direction of reading, or characters that show nothing.
public final class Visible {
    private Visible() {}

    /// On one line; line breaks and tabs become visible, too.
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /// Appends the character itself, or where nobody would see it, one that stands for it: U+2400 and following for
    /// controls, `⟨U+202E⟩` for the rest.
    public static void append(StringBuilder out, int c) {
        if (c < 0x20) {
            out.append((char) (0x2400 + c));
        } else if (c == 0x7f) {
            out.append('\u2421');
        } else if (isHidden(c)) {
            out.append(String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", c));
        } else {
            out.appendCodePoint(c);
        }
    }

    /// C1 controls, marks without width or that turn the direction of reading, halves of pairs, and what XML
    /// forbids.
    public static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
