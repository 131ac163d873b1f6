package parable.chat;

import parable.ground.Check;
import tools.jackson.databind.JsonNode;

/// Something that a model may ask its surroundings to do.
///
/// @param name       letters, digits, `_` and `-`, up to 64: what all providers accept
/// @param parameters JSON Schema of the arguments, of type `object`
public record Tool(String name, String description, JsonNode parameters) {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";

    public Tool {
        Check.that(
                name.matches(NAME),
                "a tool's name has 1 to 64 letters, digits, _ or -, but was \"%s\"; rename the tool",
                name);
        Check.that(
                parameters.isObject(),
                "the parameters of tool %s are a JSON Schema object, but were %s; write {\"type\": \"object\", …}",
                name,
                parameters.getNodeType());
    }
}
