package parable.export;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON on its way to other programs.
final class Node {
    /// Inspect's reader gives up at about 250 levels; a model may write more, and one conversation must not make
    /// the whole log unreadable.
    private static final int DEEPEST = 64;

    private Node() {}

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    static ArrayNode array() {
        return Json.mapper().createArrayNode();
    }

    /// @param value anything that the house writes as JSON
    static JsonNode of(@Nullable Object value) {
        return Json.mapper().valueToTree(value);
    }

    /// An enum's constant as the house writes it: `lock-out`.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// An object from outside; text that is not a JSON object goes under `text` unchanged.
    static ObjectNode foreign(String text) {
        try {
            return Json.mapper().readTree(text) instanceof ObjectNode read && isFlat(read, DEEPEST)
                    ? read
                    : object().put("text", text);
        } catch (JacksonException _) {
            return object().put("text", text);
        }
    }

    /// The same, already read.
    static ObjectNode foreign(ObjectNode read) {
        return isFlat(read, DEEPEST) ? read : object().put("text", Json.line(read));
    }

    private static boolean isFlat(JsonNode node, int levels) {
        return levels > 0 && node.valueStream().allMatch(child -> isFlat(child, levels - 1));
    }
}
