package parable.chat.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Exchange;
import parable.chat.Raw;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Small conversations for the tests of this room.
final class Talk {
    static final Tool SEND =
            new Tool("send_mail", "Sends mail.", json("{'type':'object','properties':{'to':{'type':'string'}}}"));

    private Talk() {}

    /// JSON with single quotes, which inside a text stand after a backslash.
    static JsonNode json(String text) {
        return Json.mapper().readTree(text.replace("\\'", "\\\"").replace('\'', '"'));
    }

    static ChatRequest hello() {
        return request(new ChatMessage.System("Be brief."), new ChatMessage.User("Hello"));
    }

    static ChatRequest request(ChatMessage... messages) {
        return new ChatRequest(
                List.of(messages), List.of(SEND), new ChatSampling(Optional.of(0.7), Optional.empty(), 100), 3);
    }

    /// One call, its result, and the question what next.
    static ChatRequest afterCall(Optional<ChatMessage.Thinking> thinking) {
        ToolCall call = ToolCall.of("id-1", "send_mail", (ObjectNode) json("{'to':'kyle'}"));
        return request(
                new ChatMessage.System("Be brief."),
                new ChatMessage.User("Hello"),
                new ChatMessage.Assistant("", List.of(call), thinking),
                new ChatMessage.ToolResult("id-1", "send_mail", "No person of that name.", true),
                new ChatMessage.User("New mail."));
    }

    static Exchange exchange(String response) {
        return new Exchange(Raw.of("{}"), Raw.of(response), 200, Map.of(), 1);
    }
}
