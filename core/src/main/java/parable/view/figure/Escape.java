package parable.view.figure;

import java.util.Locale;
import parable.ground.Visible;

/// Makes any text harmless and visible in HTML and XML.
///
/// What a model wrote may hold markup, terminal escapes, characters that XML forbids, or marks that reverse the
/// direction of reading. Markup becomes text; every character that would not be seen becomes one that is.
public final class Escape {
    private Escape() {}

    /// For element content and quoted attributes, of HTML and of XML alike.
    public static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> Visible.append(out, c);
            }
        });
        return out.toString();
    }

    /// JSON text that may stand inside a `script` element: no character of it can end the element, open a
    /// comment, or be lost on the way through UTF-8.
    public static String json(String json) {
        StringBuilder out = new StringBuilder(json.length() + json.length() / 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '<'
                    || c == '>'
                    || c == '&'
                    || c >= 0x7f && Visible.isHidden(c)) { // pairs are written half by half
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
