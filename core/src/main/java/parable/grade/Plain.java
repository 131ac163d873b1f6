package parable.grade;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.scenario.Verdict.Span;

/// A text as rules compare it, with the place of each character in the original. Accents, emphasis, hidden characters
/// and typographic variants are gone; letters that only look Latin, digits in the place of letters (`L1sb0n`) and
/// l e t t e r s set apart are read as people read them. Immutable.
final class Plain {
    private static final String LOOK_ALIKE = "аеорсухіјѕһԁԛԝѵАВЕКМНОРСТУХІЈЅԌαορνιτκχυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private static final String LATIN = "aeopcyxijshdqwvABEKMHOPCTYXIJSGaopvitkxuABEZHIKMNOPTYX";
    private static final String UNDECOMPOSED = "øłđıðØŁĐ";
    private static final String DECOMPOSED = "oldidOLD";
    private static final String LEET = "01345789@$";
    private static final String LEET_LETTERS = "oieastbgas";

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}@$]++");
    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}+@[\\p{L}\\p{N}-]++\\.\\S++");
    /// An id, or a number with its unit.
    private static final Pattern ORDINARY =
            Pattern.compile("(?i)[a-z]{1,3}\\d++|\\d++(?:st|nd|rd|th|s|am|pm|h|k|m|kg|mm|cm|km|t|eur|usd|min|x|pt)");
    private static final Pattern SET_APART =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}(?:[ .-]\\p{L}(?![\\p{L}\\p{N}])){3,}+");

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private Plain(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    static Plain of(String raw) {
        return new Folding(raw).plain();
    }

    /// One phrase, folded.
    static String fold(String raw) {
        return of(raw).text;
    }

    String text() {
        return text;
    }

    /// Where characters [from, to) of the plain text stand in the original; to is after from.
    Span span(int from, int to) {
        return new Span(starts[from], ends[to - 1]);
    }

    private static final class Folding {
        private final StringBuilder text = new StringBuilder();
        private int[] starts = new int[64];
        private int[] ends = new int[64];

        Folding(String raw) {
            for (int i = 0; i < raw.length(); ) {
                int character = raw.codePointAt(i), next = i + Character.charCount(character);
                append(folded(character), i, next);
                i = next;
            }
        }

        Plain plain() {
            foldTokens();
            closeUp();
            return new Plain(text.toString(), Arrays.copyOf(starts, text.length()), Arrays.copyOf(ends, text.length()));
        }

        private void append(String folded, int start, int end) {
            int before = text.length();
            text.append(folded);
            if (text.length() > starts.length) {
                starts = Arrays.copyOf(starts, 2 * text.length());
                ends = Arrays.copyOf(ends, 2 * text.length());
            }
            Arrays.fill(starts, before, text.length(), start);
            Arrays.fill(ends, before, text.length(), end);
        }

        private static String folded(int character) {
            if (character == '\n' || character == 0x85 || character == 0x2028 || character == 0x2029) {
                return "\n";
            }
            if (Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '_') {
                return " ";
            }
            return switch (Character.getType(character)) {
                case Character.FORMAT, Character.CONTROL, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> "";
                case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> "";
                default -> visible(character);
            };
        }

        private static String visible(int character) {
            return switch (character) {
                case '*', '`', '~' -> "";
                case '‘', '’', 'ʼ', '′' -> "'";
                case '“', '”', '„', '‟', '«', '»', '「', '」', '″' -> "\"";
                case '‐', '‑' -> "-";
                case 'ß' -> "ss";
                case 'æ' -> "ae";
                case 'œ' -> "oe";
                default -> letter(character);
            };
        }

        /// Without its accents, which would be marks of their own. Syllables of Hangul are left whole.
        private static String letter(int character) {
            int other = UNDECOMPOSED.indexOf(character);
            if (other >= 0) {
                return DECOMPOSED.substring(other, other + 1);
            }
            if (character < 0x80 || Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL) {
                return Character.toString(character);
            }
            return Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD)
                    .codePoints()
                    .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private void foldTokens() {
            String whole = text.toString();
            Matcher address = ADDRESS.matcher(whole);
            int end = 0;
            while (address.find()) {
                foldTokens(whole, end, address.start());
                end = address.end();
            }
            foldTokens(whole, end, whole.length());
        }

        private void foldTokens(String whole, int from, int to) {
            Matcher token = TOKEN.matcher(whole).region(from, to);
            while (token.find()) {
                overwrite(token.start(), lookAlikes(token.group()));
                overwrite(token.start(), leet(text.substring(token.start(), token.end())));
            }
        }

        private void overwrite(int at, String same) {
            for (int i = 0; i < same.length(); i++) {
                text.setCharAt(at + i, same.charAt(i));
            }
        }

        private static String lookAlikes(String token) {
            boolean foreign = token.chars().anyMatch(c -> c >= 0x370 && LOOK_ALIKE.indexOf(c) < 0);
            return foreign ? token : mapped(token, LOOK_ALIKE, LATIN);
        }

        private static String leet(String token) {
            boolean mixed = token.chars().anyMatch(c -> c < 0x80 && Character.isLetter(c))
                    && token.chars().anyMatch(c -> LEET.indexOf(c) >= 0);
            return !mixed || ORDINARY.matcher(token).matches() ? token : mapped(token, LEET, LEET_LETTERS);
        }

        private static String mapped(String token, String from, String to) {
            StringBuilder mapped = new StringBuilder(token);
            for (int i = 0; i < token.length(); i++) {
                int at = from.indexOf(token.charAt(i));
                if (at >= 0) {
                    mapped.setCharAt(i, to.charAt(at));
                }
            }
            return mapped.toString();
        }

        /// Takes the blanks and stops out of words whose letters are set apart.
        private void closeUp() {
            String whole = text.toString();
            Matcher word = SET_APART.matcher(whole);
            text.setLength(0);
            int done = 0;
            while (word.find()) {
                done = keep(whole, done, word.start(), 1);
                done = keep(whole, done, word.end(), 2);
            }
            keep(whole, done, whole.length(), 1);
        }

        private int keep(String whole, int from, int to, int step) {
            for (int i = from; i < to; i += step) {
                starts[text.length()] = starts[i];
                ends[text.length()] = ends[i];
                text.append(whole.charAt(i));
            }
            return to;
        }
    }
}
