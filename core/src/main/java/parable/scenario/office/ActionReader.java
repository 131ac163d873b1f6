package parable.scenario.office;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.ground.LenientJson;
import parable.ground.Nearest;
import parable.scenario.Action;
import parable.scenario.OfficeAction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a tool call as an action. It forgives what real models do without changing what is meant (one
/// address where a list is asked for, a number for a text, an argument too many) and nothing else.
///
/// A call that cannot be read is an [Action.Unreadable] where it may have meant an act, else an [Action.Unparsed].
final class ActionReader {
    private static final Set<String> PEOPLE = Set.of("to", "cc", "attendees");

    private ActionReader() {}

    /// @param action    [Action.Unreadable] or [Action.Unparsed] when the call cannot be read
    /// @param complaint why it cannot; empty when it can
    record Reading(Action action, String complaint) {}

    static Reading read(ToolCall call, List<? extends DeskTool> offered) {
        return DeskTool.named(call.name(), offered)
                .map(known -> read(call, known))
                .orElseGet(() -> unknown(call, offered));
    }

    private static Reading read(ToolCall call, DeskTool tool) {
        return call.parsed()
                .map(values -> read(call, tool, values))
                .orElseGet(() -> unread(
                        call, List.of(tool), "The arguments of %s are not a JSON object.".formatted(call.name())));
    }

    private static Reading read(ToolCall call, DeskTool tool, ObjectNode values) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (DeskTool.Argument argument : tool.arguments()) {
            Object value = argument.many() ? texts(values.get(argument.name())) : text(values.get(argument.name()));
            if (argument.needed() && (value == null || value.equals(List.of()))) {
                return unread(
                        call,
                        List.of(tool),
                        "%s needs %s: %s.".formatted(tool.label(), argument.name(), argument.description()));
            }
            arguments.put(argument.name(), value);
        }
        return new Reading(action(tool, arguments), "");
    }

    private static OfficeAction action(DeskTool tool, Map<String, @Nullable Object> arguments) {
        return switch (tool) {
            case OfficeTool office -> {
                Map<String, @Nullable Object> written = new LinkedHashMap<>(arguments);
                written.put("action", office.label());
                yield Json.mapper().convertValue(written, OfficeAction.class);
            }
            case OwnTool own -> {
                Map<String, List<String>> given = new LinkedHashMap<>();
                arguments.forEach((name, value) -> {
                    switch (value) {
                        case String text -> given.put(name, List.of(text));
                        case List<?> many
                        when !many.isEmpty() ->
                            given.put(name, many.stream().map(String::valueOf).toList());
                        case null, default -> {}
                    }
                });
                yield new OfficeAction.UseTool(own.label(), given, own.looksOnly());
            }
        };
    }

    /// A call that the text form or the native interface has, and no tool can carry out.
    ///
    static Reading unread(ToolCall call, List<? extends DeskTool> offered, String complaint) {
        return new Reading(
                meant(call, offered)
                        .filter(tool -> !tool.looksOnly() && saysSomething(call))
                        .<Action>map(tool -> new Action.Unreadable(tool.label(), TextForm.write(call), complaint))
                        .orElseGet(() -> new Action.Unparsed(TextForm.write(call))),
                complaint);
    }

    /// A call without any argument asks for nothing, and one that names people alone says nothing to them.
    private static boolean saysSomething(ToolCall call) {
        return switch (call.arguments()) {
            case ToolCall.Arguments.Parsed(var values) ->
                values.properties().stream().anyMatch(e -> !PEOPLE.contains(e.getKey()) && isGiven(e.getValue()));
            case ToolCall.Arguments.Unparseable(var text) -> text.chars().anyMatch(Character::isLetterOrDigit);
        };
    }

    private static boolean isGiven(JsonNode value) {
        return value.isContainer()
                ? !value.isEmpty()
                : !value.isNull() && !value.asString().isBlank();
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isValueNode() ? node.asString() : node.toString();
    }

    private static List<String> texts(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (node.isArray()) {
            return node.valueStream()
                    .flatMap(item -> Stream.ofNullable(text(item)))
                    .toList();
        }
        String written = String.valueOf(text(node)).strip();
        return written.startsWith("[")
                ? LenientJson.list(written).map(ActionReader::texts).orElseGet(() -> split(written))
                : split(written);
    }

    private static List<String> split(String written) {
        return Arrays.stream(written.split("[,;]"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Reading unknown(ToolCall call, List<? extends DeskTool> offered) {
        List<String> known = offered.stream().map(DeskTool::label).toList();
        String complaint = Nearest.to(call.name(), known)
                .map(near -> "There is no tool \"%s\"; there are %s. Did you mean %s?"
                        .formatted(call.name(), String.join(", ", known), near))
                .orElse("There is no tool \"%s\"; there are none.".formatted(call.name()));
        return unread(call, offered, complaint);
    }

    /// The tool whose name is nearly the one that was written, or all of whose needed arguments were given.
    private static Optional<DeskTool> meant(ToolCall call, List<? extends DeskTool> offered) {
        Optional<DeskTool> near = Nearest.near(
                        call.name(), offered.stream().map(DeskTool::label).toList())
                .flatMap(label -> DeskTool.named(label, offered));
        return near.or(() -> offered.stream()
                .filter(tool -> !tool.looksOnly()
                        && call.parsed().filter(tool::isServedBy).isPresent())
                .findFirst());
    }
}
