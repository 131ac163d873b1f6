package parable.chat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.ground.Json;
import parable.ground.LenientJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads calls of the tools that a request offers. A call that has one meaning is read, however it is written:
///
/// ```
/// names      functions.send_mail   send_mail<|channel|>commentary   default_api:send_mail   SendMail
/// arguments  an object, its JSON as text, once or twice encoded, a list of one object, null for none
///            (of a tool that needs some: lost on the way, unreadable)
/// wrapped    {"arguments": {…}}   {"input": {…}}   {"name": "send_mail", "arguments": {…}}
/// ```
///
/// Arguments that stay unreadable are kept as they came. Immutable.
public record OfferedCalls(List<Tool> tools) {
    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9_-]+[.:/])*([A-Za-z_][A-Za-z0-9_ -]*?)(?::[0-9]+)?(?:\\(\\))?");
    /// Characters of a name at most, with all that servers put around it; the pattern would recurse on longer ones.
    private static final int LONGEST_NAME = 500;
    private static final int ENCODED_TWICE = 2;

    public OfferedCalls {
        tools = List.copyOf(tools);
    }

    public ToolCall call(String id, String name, JsonNode arguments) {
        Optional<Tool> tool = tool(name);
        ToolCall.Arguments read = arguments(arguments);
        if (tool.isPresent() && read instanceof ToolCall.Arguments.Parsed(var values)) {
            read = new ToolCall.Arguments.Parsed(unwrapped(tool.get(), values));
        }
        if (isMissing(arguments) && tool.filter(OfferedCalls::needsArguments).isPresent()) {
            read = new ToolCall.Arguments.Unparseable(""); // lost by the server: no model calls such a tool without any
        }
        return new ToolCall(id, tool.map(Tool::name).orElse(name), read);
    }

    private static boolean isMissing(JsonNode arguments) {
        return arguments.isMissingNode()
                || arguments.isNull()
                || arguments.isString() && arguments.stringValue().isBlank();
    }

    private static boolean needsArguments(Tool tool) {
        return !tool.parameters().path("required").isEmpty();
    }

    /// The tool that is meant by `written`; empty where none is offered that is called so.
    public Optional<Tool> tool(String written) {
        Optional<Tool> exact = named(written);
        if (exact.isPresent()) {
            return exact;
        }
        int marker = written.indexOf("<|"); // words of a channel that a server left on the name
        String name = (marker < 0 ? written : written.substring(0, marker)).strip();
        Matcher parts = NAME.matcher(name);
        if (name.length() > LONGEST_NAME || !parts.matches()) {
            return Optional.empty();
        }
        String last = parts.group(1);
        List<Tool> alike = tools.stream()
                .filter(tool -> letters(tool.name()).equals(letters(last)))
                .toList();
        return named(last).or(() -> alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty());
    }

    private Optional<Tool> named(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private static String letters(String name) {
        return name.replaceAll("[_ -]", "").toLowerCase(Locale.ROOT);
    }

    /// The text between a call's parentheses.
    public static ToolCall.Arguments arguments(JsonNode node) {
        return arguments(node, ENCODED_TWICE);
    }

    private static ToolCall.Arguments arguments(JsonNode node, int encoded) {
        return switch (node) {
            case ObjectNode object -> new ToolCall.Arguments.Parsed(object);
            case JsonNode missing when missing.isMissingNode() || missing.isNull() -> none();
            case JsonNode list
            when list.isArray() && list.size() == 1 && list.get(0) instanceof ObjectNode only ->
                new ToolCall.Arguments.Parsed(only);
            case JsonNode text when text.isString() -> ofText(text.stringValue(), encoded);
            default -> new ToolCall.Arguments.Unparseable(node.toString());
        };
    }

    private static ToolCall.Arguments ofText(String text, int encoded) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.equals("null")) {
            return none();
        }
        if (stripped.startsWith("\"") && encoded > 0) {
            Optional<LenientJson.First> inner = LenientJson.first(stripped);
            if (inner.isPresent() && inner.get().rest().isBlank()) {
                return arguments(inner.get().value(), encoded - 1);
            }
        }
        return LenientJson.object(stripped)
                .<ToolCall.Arguments>map(ToolCall.Arguments.Parsed::new)
                .orElseGet(() -> new ToolCall.Arguments.Unparseable(text));
    }

    private static ToolCall.Arguments.Parsed none() {
        return new ToolCall.Arguments.Parsed(Json.mapper().createObjectNode());
    }

    /// The tool's own arguments out of one key, or out of a whole call, that was put around them.
    private ObjectNode unwrapped(Tool tool, ObjectNode values) {
        boolean isWholeCall = values.size() == 2
                && values.properties().stream()
                        .anyMatch(e -> e.getValue().isString()
                                && tool(e.getValue().stringValue())
                                        .filter(tool::equals)
                                        .isPresent());
        if (values.size() != 1 && !isWholeCall) {
            return values;
        }
        return values.properties().stream()
                .filter(e -> !takes(tool, e.getKey()) || e.getValue().isObject())
                .flatMap(e -> inside(tool, e.getValue()).stream())
                .findFirst()
                .map(inner -> unwrapped(tool, inner))
                .orElse(values);
    }

    private static Optional<ObjectNode> inside(Tool tool, JsonNode value) {
        boolean isStructured = value.isNull()
                || value.isObject()
                || value.isString() && value.stringValue().strip().startsWith("{");
        return isStructured
                        && arguments(value) instanceof ToolCall.Arguments.Parsed(var inner)
                        && inner.propertyNames().stream().allMatch(key -> takes(tool, key))
                ? Optional.of(inner)
                : Optional.empty();
    }

    private static boolean takes(Tool tool, String argument) {
        return tool.parameters().path("properties").has(argument);
    }
}
