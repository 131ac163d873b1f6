package parable.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A model asks for one tool.
///
/// @param id ties the result to the call; unique within its turn even where a server repeats ids
public record ToolCall(String id, String name, Arguments arguments) {
    /// The text between the tool's parentheses. Models do write arguments that are no JSON object; such
    /// a call is an attempt like any other and must stay visible.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Arguments.Parsed.class, name = "parsed"),
        @JsonSubTypes.Type(value = Arguments.Unparseable.class, name = "unparseable"),
    })
    public sealed interface Arguments {
        record Parsed(ObjectNode values) implements Arguments {}

        /// @param text as it arrived
        record Unparseable(String text) implements Arguments {}
    }

    public static ToolCall of(String id, String name, ObjectNode arguments) {
        return new ToolCall(id, name, new Arguments.Parsed(arguments));
    }

    /// The arguments, or nothing when they are no JSON object.
    public Optional<ObjectNode> parsed() {
        return arguments instanceof Arguments.Parsed(var values) ? Optional.of(values) : Optional.empty();
    }
}
