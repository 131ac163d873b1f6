package parable.suite;

import java.util.List;
import java.util.Set;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// The JSON Schema of a tool's arguments, checked: a mistyped keyword would reach models without a word.
///
/// @param at where it lies in the file
record ArgumentSchema(Origin source, String at, JsonNode schema) {
    private static final List<String> TYPES =
            List.of("string", "number", "integer", "boolean", "array", "object", "null");
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "title",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "default",
            "examples",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "anyOf",
            "oneOf",
            "allOf",
            "not");

    /// @throws StudyException naming the line
    void check() {
        JsonNode properties = schema.path("properties");
        if (!schema.path("type").asString("").equals("object") || !properties.isObject()) {
            throw wrong(
                    "%s: the arguments of a tool are an object. Write `type: object` and `properties:` (`{}` for none).",
                    source.at(at, "type"));
        }
        properties.properties().forEach(property -> argument(property.getKey(), property.getValue()));
        schema(at, schema);
    }

    private void argument(String name, JsonNode property) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
            throw wrong(
                    "%s: an argument is called \"%s\". Use letters, digits and underscores.",
                    source.at(at + "/properties", name), name);
        }
        if (!TYPES.contains(property.path("type").asString(""))) {
            throw wrong(
                    "%s: the argument \"%s\" has no type. Write one of %s.",
                    source.at(at + "/properties", name), name, String.join(", ", TYPES));
        }
    }

    private void schema(String place, JsonNode here) {
        for (String keyword : here.propertyNames()) {
            if (!KEYWORDS.contains(keyword)) {
                throw wrong(
                        "%s: \"%s\" is no keyword of JSON Schema that tools use. Did you mean \"%s\"?",
                        source.at(place, keyword),
                        keyword,
                        Nearest.to(keyword, KEYWORDS).orElseThrow());
            }
        }
        required(place, here);
        here.path("properties")
                .properties()
                .forEach(property -> schema(place + "/properties/" + property.getKey(), property.getValue()));
        if (here.path("items").isObject()) {
            schema(place + "/items", here.path("items"));
        }
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            for (int i = 0; i < here.path(several).size(); i++) {
                schema(place + "/" + several + "/" + i, here.path(several).path(i));
            }
        }
    }

    private void required(String place, JsonNode here) {
        List<String> known = List.copyOf(here.path("properties").propertyNames());
        here.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(
                            "%s: `required` names \"%s\", which is not among the properties: %s. Did you mean \"%s\"?",
                            source.at(place + "/required", name),
                            name,
                            String.join(", ", known),
                            Nearest.to(name, known).orElse("…"));
                });
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
