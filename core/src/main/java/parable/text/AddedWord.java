package parable.text;

import java.nio.file.Path;
import parable.ground.CorruptFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A word that was added to a vocabulary: it is one token wherever it occurs.
///
/// @param isSingle     whether it must stand alone
/// @param eatsBefore   whether white space before it belongs to it
/// @param eatsAfter    whether white space behind it belongs to it
/// @param isNormalized whether it is looked for in normalized text
/// @param isSpecial    whether it is left out of plain text
public record AddedWord(
        String content,
        boolean isSingle,
        boolean eatsBefore,
        boolean eatsAfter,
        boolean isNormalized,
        boolean isSpecial) {

    static AddedWord special(String content) {
        return new AddedWord(content, false, false, false, false, true);
    }

    /// As transformers takes words of `added_tokens.json`.
    static AddedWord plain(String content, boolean isSpecial) {
        return new AddedWord(content, false, false, false, !isSpecial, isSpecial);
    }

    static AddedWord of(JsonNode node, Path file) {
        JsonNode content = node.path("content");
        for (String flag : new String[] {"single_word", "lstrip", "rstrip", "normalized", "special"}) {
            if (node.has(flag) && !node.path(flag).isBoolean()) {
                throw new CorruptFileException(
                        file, "\"%s\" of an added word is %s, not true or false", flag, Shown.node(node.path(flag)));
            }
        }
        if (!content.isString() || content.stringValue().isEmpty()) {
            throw new CorruptFileException(file, "an added word has no content, but %s", Shown.node(content));
        }
        boolean isSpecial = flag(node, "special", false);
        return new AddedWord(
                content.stringValue(),
                flag(node, "single_word", false),
                flag(node, "lstrip", false),
                flag(node, "rstrip", false),
                flag(node, "normalized", !isSpecial),
                isSpecial);
    }

    private static boolean flag(JsonNode node, String name, boolean otherwise) {
        return node.path(name).asBoolean(otherwise);
    }

    void write(ObjectNode node, int id) {
        node.put("id", id)
                .put("content", content)
                .put("single_word", isSingle)
                .put("lstrip", eatsBefore)
                .put("rstrip", eatsAfter)
                .put("normalized", isNormalized)
                .put("special", isSpecial);
    }
}
