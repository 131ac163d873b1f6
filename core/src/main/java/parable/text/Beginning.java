package parable.text;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The token that a `tokenizer.json` puts before a text, in its `post_processor`:
///
/// ```
/// {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>"}}, {"Sequence": {"id": "A"}}],
///  "special_tokens": {"<s>": {"ids": [1]}}}          alone, or one of the "processors" of a "Sequence"
/// ```
final class Beginning {
    private static final String TYPE = "type", TEMPLATE = "TemplateProcessing", TOKENS = "special_tokens";

    private Beginning() {}

    /// Empty where nothing is put before a text.
    static OptionalInt read(JsonNode processor) {
        if (processor.path(TYPE).asString("").equals(TEMPLATE)) {
            String word = processor
                    .path("single")
                    .path(0)
                    .path("SpecialToken")
                    .path("id")
                    .asString("");
            JsonNode id = processor.path(TOKENS).path(word).path("ids").path(0);
            return id.isInt() ? OptionalInt.of(id.intValue()) : OptionalInt.empty();
        }
        return processor
                .path("processors")
                .valueStream()
                .map(Beginning::read)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    static void write(ObjectNode tokenizer, String word, int id) {
        ObjectNode processor = tokenizer.putObject("post_processor").put(TYPE, TEMPLATE);
        ArrayNode single = processor.putArray("single"), pair = processor.putArray("pair");
        special(single, word);
        sequence(single, "A", 0);
        special(pair, word);
        sequence(pair, "A", 0);
        sequence(pair, "B", 1);
        ObjectNode token = processor.putObject(TOKENS).putObject(word).put("id", word);
        token.putArray("ids").add(id);
        token.putArray("tokens").add(word);
    }

    private static void special(ArrayNode parts, String word) {
        parts.addObject().putObject("SpecialToken").put("id", word).put("type_id", 0);
    }

    private static void sequence(ArrayNode parts, String name, int type) {
        parts.addObject().putObject("Sequence").put("id", name).put("type_id", type);
    }
}
