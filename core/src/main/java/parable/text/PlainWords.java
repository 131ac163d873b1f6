package parable.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Any text as words parted by single spaces: letters in lower case, numbers, and every other visible
/// character a word of its own. `Don't stop, Kyle!` becomes `don't stop , kyle !`.
public final class PlainWords {
    /// Letters with their marks, joined by apostrophes or hyphens; digits; anything else that is seen.
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}]+(?:['’-][\\p{L}\\p{M}]+)*+|\\p{N}+|[^\\s\\p{C}\\p{Z}]");

    private PlainWords() {}

    public static String of(String text) {
        StringBuilder words = new StringBuilder(text.length() + text.length() / 8);
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.append(words.isEmpty() ? "" : " ").append(matcher.group());
        }
        return words.toString();
    }
}
