package parable.grade;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Phrases as whole words: `ines` matches neither "lines" nor "Inesca".
public final class Phrases {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private Phrases() {}

    /// Matches any of the phrases in any case, as they are or [Plain], with any white space between their words.
    public static Pattern any(List<String> phrases) {
        if (phrases.isEmpty()) {
            return NOTHING;
        }
        String either = phrases.stream()
                .flatMap(phrase -> Stream.of(phrase, Plain.fold(phrase)).distinct())
                .map(Phrases::words)
                .collect(Collectors.joining("|"));
        return whole(either, "\\p{L}\\p{N}");
    }

    /// The same for a regular expression over words. An underscore is part of a word, as `\w` has it: a search that
    /// could begin behind each of many underscores would take quadratic time.
    static Pattern ofWords(String expression) {
        return whole(expression, "\\p{L}\\p{N}_");
    }

    private static Pattern whole(String expression, String letters) {
        return Pattern.compile(
                "(?<![" + letters + "])(?:" + expression + ")(?![" + letters + "])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String words(String phrase) {
        return Pattern.compile("\\s+")
                .splitAsStream(phrase.strip())
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+"));
    }
}
