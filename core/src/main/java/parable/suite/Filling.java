package parable.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.ground.Check;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;

/// One cell's way through a story: which parts belong to it, and which words its placeholders stand for.
final class Filling {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");

    private final String source;
    private final Condition condition;
    private final Map<String, String> words = new TreeMap<>();

    Filling(String source, TemplateFile.Design design, Condition condition) {
        this.source = source;
        this.condition = condition;
        design.names().forEach((factor, levels) -> {
            String level = condition.level(factor);
            Check.found(levels.get(level), "%s: design.names has no words for level %s of %s", source, level, factor)
                    .forEach((name, word) -> define(factor, name, word));
        });
    }

    /// Two factors that both say what a placeholder stands for would leave it to their order.
    private void define(String factor, String name, String word) {
        String former = words.putIfAbsent(name, word);
        if (former != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: {{%s}} stands for \"%s\" by one factor of design.names and for \"%s\" by %s. Give one of them"
                            + " another name.",
                    source,
                    name,
                    former,
                    word,
                    factor);
        }
    }

    /// Whether a part with that `when` belongs to the cell.
    boolean includes(Optional<Map<String, List<String>>> when) {
        return when.stream()
                .flatMap(w -> w.entrySet().stream())
                .allMatch(e -> e.getValue().contains(condition.level(e.getKey())));
    }

    <T, R> List<R> parts(List<T> parts, Function<T, Optional<Map<String, List<String>>>> when, Function<T, R> make) {
        return parts.stream()
                .filter(part -> includes(when.apply(part)))
                .map(make)
                .toList();
    }

    /// A section as this cell reads it.
    String text(Bodies bodies, String section) {
        return fill(bodies.text(section, condition));
    }

    /// Words may hold placeholders of other factors, one deep: what stands for one level may depend on another.
    ///
    /// @throws StudyException when placeholders are left, which the agent would read as they stand
    String fill(String text) {
        String filled = once(once(text));
        Matcher left = PLACEHOLDER.matcher(filled);
        if (left.find()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: %s is left after words and the words in them were filled in. Words of design.names may name"
                            + " others one deep. Write the word out.",
                    source,
                    left.group());
        }
        return filled;
    }

    private String once(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(word(found.group(1))));
    }

    private String word(String name) {
        String word = words.get(name);
        if (word == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: nothing says what {{%s}} stands for. design.names knows %s. Did you mean {{%s}}?",
                    source,
                    name,
                    String.join(", ", words.keySet()),
                    Nearest.to(name, words.keySet()).orElse("…"));
        }
        return word;
    }
}
