package parable.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

    private final Origin source;
    private final Condition condition;
    private final Map<String, String> words = new TreeMap<>();

    Filling(Origin source, TemplateFile.Design design, Condition condition) {
        this.source = source;
        this.condition = condition;
        design.names().forEach((factor, levels) -> {
            String level = condition.level(factor);
            Check.found(levels.get(level), "%s: design.names has no words for level %s of %s", source, level, factor)
                    .forEach((name, word) -> define(factor, name, word));
        });
    }

    /// Two factors with words for one placeholder would make the result depend on their order.
    private void define(String factor, String name, String word) {
        String former = words.putIfAbsent(name, word);
        if (former != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: {{%s}} is \"%s\" by one factor of design.names and \"%s\" by %s. Give one of them"
                            + " another name.",
                    source.at("/design/names/" + factor, name),
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
        Bodies.Version version = bodies.version(section, condition);
        return fill(version.text(), part -> version.holding(part).orElseGet(() -> source.holding(part)));
    }

    /// Words may hold placeholders of other factors, one deep: the word of one level may depend on another factor.
    ///
    /// @throws StudyException when placeholders are left, which the agent would read as they stand
    String fill(String text) {
        return fill(text, source::holding);
    }

    /// @param written the file that holds the text
    String fill(String text, Origin written) {
        return fill(text, written::holding);
    }

    /// @param place where a placeholder is written
    private String fill(String text, UnaryOperator<String> place) {
        String filled = once(once(text, place), place);
        Matcher left = PLACEHOLDER.matcher(filled);
        if (left.find()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: %s is left after words and the words in them were filled in. Words of design.names may name"
                            + " others one deep. Write the word out.",
                    place.apply(left.group()),
                    left.group());
        }
        return filled;
    }

    private String once(String text, UnaryOperator<String> place) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(word(found.group(1), place)));
    }

    private String word(String name, UnaryOperator<String> place) {
        String word = words.get(name);
        if (word == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: {{%s}} is not defined. %s",
                    place.apply("{{" + name + "}}"),
                    name,
                    words.isEmpty()
                            ? "The story has no design.names. Write the word out."
                            : "design.names knows %s. Did you mean {{%s}}?"
                                    .formatted(
                                            String.join(", ", words.keySet()),
                                            Nearest.to(name, words.keySet()).orElseThrow()));
        }
        return word;
    }
}
