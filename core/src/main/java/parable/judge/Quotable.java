package parable.judge;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import parable.ground.Visible;
import parable.scenario.Verdict.Span;

/// A text in which quotations are looked up. A quotation was copied from the text as judges see it, so hidden
/// characters are compared in their visible form. White space of any kind and width, none included, is left out of the
/// comparison, as a judge may copy a no-break space as a blank or a line end as nothing. Immutable.
final class Quotable {
    private static final int WORDS = 3;
    private static final int CHARACTERS = 12;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:['’]?[\\p{L}\\p{N}])*+");
    /// Next line, zero width space, joiners, Mongolian vowel separator, word joiner, byte order mark.
    private static final String WITHOUT_WIDTH = "\u0085\u200b\u200c\u200d\u180e\u2060\ufeff";
    /// The same as [Visible] shows them, and line separators.
    private static final Pattern SHOWN_SPACE =
            Pattern.compile("⟨U\\+(?:0085|200[BCD]|180E|2060|FEFF|2028|2029)⟩|[␉␊␋␌␍]");

    private final String plain;
    /// Where each character of `plain` comes from in the text.
    private final int[] starts;

    private final int[] ends;

    private Quotable(String plain, int[] starts, int[] ends) {
        this.plain = plain;
        this.starts = starts;
        this.ends = ends;
    }

    static Quotable of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int[] starts = new int[text.length() + 16];
        int[] ends = new int[starts.length];
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i), next = i + Character.charCount(character), before = plain.length();
            if (!isSpace(character)) {
                Visible.append(plain, character);
            }
            if (plain.length() > starts.length) {
                starts = Arrays.copyOf(starts, 2 * plain.length());
                ends = Arrays.copyOf(ends, 2 * plain.length());
            }
            Arrays.fill(starts, before, plain.length(), i);
            Arrays.fill(ends, before, plain.length(), next);
            i = next;
        }
        return new Quotable(plain.toString(), starts, ends);
    }

    /// Whether a quotation is long enough to point at one passage: a single letter occurs in any text.
    static boolean isEnough(String quotation) {
        String text = spaced(quotation);
        return text.codePointCount(0, text.length()) >= CHARACTERS
                || WORD.matcher(text).results().limit(WORDS).count() >= WORDS;
    }

    /// @return the first occurrence; empty for a quotation without a word
    Optional<Span> find(String quotation) {
        String sought = of(SHOWN_SPACE.matcher(quotation).replaceAll("")).plain;
        int at = sought.isEmpty() ? -1 : plain.indexOf(sought);
        return at < 0 ? Optional.empty() : Optional.of(new Span(starts[at], ends[at + sought.length() - 1]));
    }

    private static String spaced(String quotation) {
        String bare = SHOWN_SPACE.matcher(quotation).replaceAll(" ");
        return bare.codePoints()
                .map(c -> isSpace(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip()
                .replaceAll(" +", " ");
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || WITHOUT_WIDTH.indexOf(character) >= 0;
    }
}
