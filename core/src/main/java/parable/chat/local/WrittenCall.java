package parable.chat.local;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.chat.OfferedCalls;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One call as a model wrote it.
sealed interface WrittenCall {
    /// The name of a call that names no tool in a way that can be read.
    String NAMELESS = "unreadable_call";

    /// @param id ties the result to the call
    ToolCall made(String id, OfferedCalls offered);

    /// @param arguments JSON of any kind; missing where there are none
    record Readable(String name, JsonNode arguments) implements WrittenCall {
        @Override
        public ToolCall made(String id, OfferedCalls offered) {
            return offered.call(id, name, arguments);
        }
    }

    /// @param text as it was written
    record Unreadable(String text) implements WrittenCall {
        private static final Pattern NAME = Pattern.compile("[\"']name[\"']\\s*:\\s*[\"']([^\"'\\n]{1,100})[\"']");

        @Override
        public ToolCall made(String id, OfferedCalls offered) {
            Matcher name = NAME.matcher(text);
            String written = name.find() ? name.group(1) : "";
            String called = offered.tool(written)
                    .or(() -> offered.tools().stream()
                            .filter(tool -> text.contains(tool.name()))
                            .findFirst())
                    .map(Tool::name)
                    .orElse(written.isEmpty() ? NAMELESS : written);
            return new ToolCall(id, called, new ToolCall.Arguments.Unparseable(text.strip()));
        }
    }

    /// The calls that a JSON value holds: one, a list, or a whole message in OpenAI's layout.
    static List<WrittenCall> of(JsonNode value, OfferedCalls offered) {
        if (value.isArray()) {
            return value.valueStream()
                    .flatMap(item -> of(item, offered).stream())
                    .toList();
        }
        if (value.path("tool_calls").isArray()) {
            return of(value.path("tool_calls"), offered);
        }
        return value.path("function").isObject()
                ? of(value.path("function"), offered)
                : List.of(call(value, offered).orElseGet(() -> new Unreadable(value.toString())));
    }

    /// Whether it holds calls and nothing else: a name, and arguments or the name of a tool that is offered.
    static boolean isNothingElse(JsonNode value, OfferedCalls offered) {
        List<WrittenCall> calls = of(value, offered);
        return !calls.isEmpty()
                && calls.stream()
                        .allMatch(call -> call instanceof Readable(var name, var arguments)
                                && (!arguments.isMissingNode()
                                        || offered.tool(name).isPresent()));
    }

    private static Optional<WrittenCall> call(JsonNode value, OfferedCalls offered) {
        if (!(value instanceof ObjectNode object)) {
            return Optional.empty();
        }
        Optional<String> name = text(object, "name", "function", "tool", "tool_name");
        Optional<JsonNode> arguments = first(object, "arguments", "parameters", "input", "args");
        if (name.isPresent()) {
            return arguments.isPresent() || object.size() == 1
                    ? Optional.of(new Readable(
                            name.get(), arguments.orElse(Json.mapper().missingNode())))
                    : Optional.empty();
        }
        return object.properties().stream()
                .filter(only ->
                        object.size() == 1 && offered.tool(only.getKey()).isPresent())
                .<WrittenCall>map(only -> new Readable(only.getKey(), only.getValue()))
                .findFirst();
    }

    private static Optional<String> text(ObjectNode object, String... keys) {
        return first(object, keys)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(name -> !name.isBlank());
    }

    private static Optional<JsonNode> first(ObjectNode object, String... keys) {
        return Stream.of(keys).filter(object::has).map(object::get).findFirst();
    }
}
