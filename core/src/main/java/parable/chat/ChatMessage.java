package parable.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One turn of a conversation with a chat model, in the form that all providers share.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatMessage.System.class, name = "system"),
    @JsonSubTypes.Type(value = ChatMessage.User.class, name = "user"),
    @JsonSubTypes.Type(value = ChatMessage.Assistant.class, name = "assistant"),
    @JsonSubTypes.Type(value = ChatMessage.ToolResult.class, name = "tool"),
})
public sealed interface ChatMessage {
    String text();

    record System(String text) implements ChatMessage {}

    record User(String text) implements ChatMessage {}

    /// What the model said and asked for.
    ///
    /// @param text     what it wrote for others to read; may be empty when it only calls tools
    /// @param calls    in the order in which it made them
    /// @param thinking what it wrote for itself, where the provider shows it
    record Assistant(String text, List<ToolCall> calls, Optional<Thinking> thinking) implements ChatMessage {
        public Assistant {
            calls = List.copyOf(calls);
        }

        public static Assistant of(String text, ToolCall... calls) {
            return new Assistant(text, List.of(calls), Optional.empty());
        }
    }

    /// What came of one tool call.
    ///
    /// @param callId the [ToolCall#id()] it answers
    /// @param tool   the called tool's name
    /// @param failed whether the tool could not do it; `text` then says why
    record ToolResult(String callId, String tool, String text, boolean failed) implements ChatMessage {}

    /// A model's reasoning.
    ///
    /// @param text   for readers; empty where the provider hides it
    /// @param blocks as the provider gave them; some providers want them back unchanged, signatures included
    record Thinking(String text, List<JsonNode> blocks) {
        public Thinking {
            blocks = List.copyOf(blocks);
        }
    }
}
