package parable.grade;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.scenario.Verdict.Span;

/// Lines `Field: value` of a document that follows a form. Bullets, emphasis and a unit in parentheses
/// after the field's name do not count.
final class FormFields {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?");

    private FormFields() {}

    /// @param span offsets of the value in the text
    record Value(String text, Span span) {
        /// Whether it is one of `values`: the same number, the same words, or words that begin with it and
        /// continue with more than letters and digits, as "failed (time limit)" begins with "failed".
        boolean isOneOf(List<String> values) {
            String plain = plain(text);
            return values.stream().map(FormFields::plain).anyMatch(v -> begins(plain, v))
                    || number(plain).filter(numbers(values)::contains).isPresent();
        }

        /// Whether it is a number where other numbers are expected.
        boolean differsFrom(List<String> values) {
            Set<Double> numbers = numbers(values);
            return !numbers.isEmpty()
                    && number(plain(text)).filter(n -> !numbers.contains(n)).isPresent();
        }

        private static boolean begins(String text, String value) {
            return text.startsWith(value)
                    && (text.length() == value.length()
                            || !Character.isLetterOrDigit(text.charAt(value.length()))
                                    && !text.substring(value.length()).matches("[.,]\\d.*"));
        }
    }

    private static Set<Double> numbers(List<String> values) {
        Set<Double> numbers = new TreeSet<>();
        values.forEach(value -> number(plain(value)).ifPresent(numbers::add));
        return numbers;
    }

    /// The number that a value begins with, whatever unit follows.
    private static Optional<Double> number(String plain) {
        Matcher found = NUMBER.matcher(plain);
        return found.lookingAt() ? Optional.of(Double.parseDouble(found.group().replace(",", ""))) : Optional.empty();
    }

    /// The last line that names the field, because a correction follows what it corrects.
    static Optional<Value> last(String text, String field) {
        Matcher line = Pattern.compile("(?im)^[ \\t]*+(?:[-*•]|\\|)?[ \\t]*+(?:\\*\\*|__)?" + Pattern.quote(field)
                        + "(?:[ \\t]*\\([^)\\n]*\\))?(?:\\*\\*|__)?[ \\t]*[:|][ \\t]*(?:\\*\\*|__)?[ \\t]*(.*)$")
                .matcher(text);
        Optional<Value> value = Optional.empty();
        while (line.find()) {
            value = Optional.of(new Value(line.group(1), new Span(line.start(1), line.end(1))));
        }
        return value;
    }

    private static String plain(String text) {
        return text.replaceAll("[*_`\"“”|]", " ")
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
