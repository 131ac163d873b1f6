package parable.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a JSON Schema has against a document. It knows the keywords that [SchemaOf] writes and refuses all others.
final class SchemaFaults {
    private static final List<String> REMARKS = List.of("$schema", "title", "description", "definitions");

    private final JsonNode root;

    private SchemaFaults(JsonNode root) {
        this.root = root;
    }

    static List<String> of(JsonNode schema, JsonNode document) {
        return new SchemaFaults(schema).in(schema, document, "");
    }

    private List<String> in(JsonNode schema, JsonNode value, String at) {
        List<String> faults = new ArrayList<>();
        schema.properties().forEach(rule -> faults.addAll(rule(rule.getKey(), rule.getValue(), schema, value, at)));
        return faults;
    }

    private List<String> rule(String keyword, JsonNode rule, JsonNode schema, JsonNode value, String at) {
        if (REMARKS.contains(keyword)) {
            return List.of();
        }
        return switch (keyword) {
            case "$ref" -> in(root.at(rule.asString().substring(1)), value, at);
            case "type" ->
                fault(
                        types(rule).noneMatch(type -> isA(type, value)),
                        at + ": not of type " + types(rule).toList());
            case "const" -> fault(!rule.equals(value), at + ": not " + rule);
            case "enum" -> fault(rule.valueStream().noneMatch(value::equals), at + ": not one of " + rule);
            case "items" -> each(value, rule, at);
            case "properties" ->
                rule.properties().stream()
                        .filter(part -> value.has(part.getKey()))
                        .flatMap(part ->
                                in(part.getValue(), value.get(part.getKey()), at + "/" + part.getKey()).stream())
                        .toList();
            case "required" ->
                rule.valueStream()
                        .filter(key -> value.isObject() && !value.has(key.asString()))
                        .map(key -> at + ": lacks " + key.asString())
                        .toList();
            case "additionalProperties" ->
                others(schema, value)
                        .flatMap(key -> (rule.isBoolean()
                                        ? fault(!rule.asBoolean(), at + ": unknown " + key)
                                        : in(rule, value.get(key), at + "/" + key))
                                .stream())
                        .toList();
            case "propertyNames" ->
                value.propertyNames().stream()
                        .flatMap(key -> in(rule, tools.jackson.databind.node.StringNode.valueOf(key), at).stream())
                        .toList();
            case "allOf" ->
                rule.valueStream().flatMap(part -> in(part, value, at).stream()).toList();
            case "anyOf" -> fault(fitting(rule, value) == 0, at + ": none of several");
            case "oneOf" -> fault(fitting(rule, value) != 1, at + ": not exactly one of several");
            default -> throw new IllegalStateException("a keyword that this check does not know: " + keyword);
        };
    }

    private List<String> each(JsonNode list, JsonNode rule, String at) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            faults.addAll(in(rule, list.get(i), at + "/" + i));
        }
        return faults;
    }

    private long fitting(JsonNode schemas, JsonNode value) {
        return schemas.valueStream().filter(one -> in(one, value, "").isEmpty()).count();
    }

    private static Stream<String> others(JsonNode schema, JsonNode value) {
        return value.isObject()
                ? value.propertyNames().stream()
                        .filter(key -> !schema.path("properties").has(key))
                : Stream.of();
    }

    private static Stream<String> types(JsonNode rule) {
        return (rule.isArray() ? rule.valueStream() : Stream.of(rule)).map(JsonNode::asString);
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "null" -> value.isNull();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalStateException("a type that this check does not know: " + type);
        };
    }

    private static List<String> fault(boolean wrong, String text) {
        return Optional.of(text).filter(_ -> wrong).stream().toList();
    }
}
