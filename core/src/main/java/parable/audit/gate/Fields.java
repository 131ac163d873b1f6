package parable.audit.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.audit.Verdict.Span;

/// Lines `Field: value` of a document that follows a form. Bullets and emphasis around them do not count.
final class Fields {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?");

    private Fields() {}

    /// @param span offsets of the value in the text
    record Value(String text, Span span) {
        /// Whether it is one of `values`, or begins with one and goes on with more than letters and digits, as
        /// "failed (time limit)" begins with "failed".
        boolean isOneOf(List<String> values) {
            String plain = plain(text);
            return values.stream().map(Fields::plain).anyMatch(v -> begins(plain, v));
        }

        private static boolean begins(String text, String value) {
            return text.startsWith(value)
                    && (text.length() == value.length()
                            || !Character.isLetterOrDigit(text.charAt(value.length()))
                                    && !text.substring(value.length()).matches("[.,]\\d.*"));
        }

        /// The number it consists of, apart from a unit after it.
        Optional<Double> number() {
            Matcher found = NUMBER.matcher(plain(text));
            return found.lookingAt()
                    ? Optional.of(Double.parseDouble(found.group().replace(",", "")))
                    : Optional.empty();
        }
    }

    /// The last line that names the field, because a correction stands below what it corrects.
    static Optional<Value> last(String text, String field) {
        Matcher line = Pattern.compile(
                        "(?im)^[ \\t]*(?:[-*•]|\\|)?[ \\t]*(?:\\*\\*|__)?" + Pattern.quote(field)
                                + "(?:\\*\\*|__)?[ \\t]*[:|][ \\t]*(?:\\*\\*|__)?[ \\t]*(.*)$")
                .matcher(text);
        Optional<Value> value = Optional.empty();
        while (line.find()) {
            value = Optional.of(new Value(line.group(1), new Span(line.start(1), line.end(1))));
        }
        return value;
    }

    private static String plain(String text) {
        return text.replaceAll("[*_`\"“”|]", " ").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
