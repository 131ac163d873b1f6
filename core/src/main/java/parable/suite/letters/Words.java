package parable.suite.letters;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the `{{placeholders}}` of one scene stand for. Words may hold placeholders, one deep.
///
/// `{{x_cap}}` is x with a capital letter, `{{x_word}}` x without its article.
final class Words {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private final String scene;
    private final Map<String, List<String>> words = new HashMap<>();

    /// @param scene what messages call it
    Words(String scene) {
        this.scene = scene;
    }

    void put(String name, String... meanings) {
        put(name, List.of(meanings));
    }

    void put(String name, List<String> meanings) {
        Check.that(words.putIfAbsent(name, meanings) == null, "%s: {{%s}} has two meanings", scene, name);
    }

    /// @param entry of a list: texts, or lists of them
    void putAll(Map<String, JsonNode> entry) {
        entry.forEach((name, value) -> put(
                name,
                value.isArray() ? value.valueStream().map(JsonNode::asString).toList() : List.of(value.asString())));
    }

    String fill(String text) {
        return once(once(text));
    }

    private String once(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(String.join(", ", all(found.group(1)))));
    }

    private List<String> all(String name) {
        @Nullable List<String> plain = words.get(name);
        if (plain != null) {
            return plain;
        }
        int derived = name.lastIndexOf('_');
        List<String> base = words.getOrDefault(derived < 0 ? name : name.substring(0, derived), List.of());
        Check.that(!base.isEmpty(), "%s: {{%s}} is not defined", scene, name);
        return switch (name.substring(derived + 1)) {
            case "cap" -> base.stream().map(Words::capitalized).toList();
            case "word" ->
                base.stream()
                        .map(word -> word.replaceFirst("^(?:the|a|an) ", ""))
                        .toList();
            default -> throw new IllegalArgumentException(scene + ": {{" + name + "}} is not defined");
        };
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// The same value with its texts filled; an item of a list that is one placeholder becomes all of its meanings.
    <T> T fill(T value, Class<T> type) {
        return Json.mapper().convertValue(filled(Json.mapper().valueToTree(value)), type);
    }

    private JsonNode filled(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = Json.mapper().createObjectNode();
                object.properties().forEach(e -> copy.set(e.getKey(), filled(e.getValue())));
                yield copy;
            }
            case ArrayNode items -> {
                ArrayNode copy = Json.mapper().createArrayNode();
                items.valueStream().flatMap(item -> items(item.asString())).forEach(copy::add);
                yield copy;
            }
            default -> Objects.requireNonNull(Json.mapper().getNodeFactory().stringNode(fill(node.asString())));
        };
    }

    private Stream<String> items(String item) {
        Matcher alone = PLACEHOLDER.matcher(item);
        return alone.matches() ? all(alone.group(1)).stream().map(this::fill) : Stream.of(fill(item));
    }
}
