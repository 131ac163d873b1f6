package parable.export;

import java.util.List;
import java.util.function.UnaryOperator;
import parable.chat.ChatMessage;
import parable.chat.Reply;
import parable.chat.ToolCall;
import parable.chat.ToolCall.Arguments;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of one conversation in Inspect's form (`ChatMessage` and `ToolCall` of its log schema, version
/// 2). Tool arguments are an object there; arguments that are not JSON go under `text` with a `parse_error`.
///
/// @param key     of the conversation: ids are derived from it
/// @param model   who speaks
/// @param opening how many messages the situation began with
/// @param texts   what becomes of a text on its way, such as a reference to an attachment
record InspectMessages(String key, String model, int opening, UnaryOperator<String> texts) {
    private static final String CONTENT = "content";

    /// The same, message by message.
    void write(List<ChatMessage> messages, JsonGenerator json) {
        json.writeStartArray();
        for (int at = 0; at < messages.size(); at++) {
            json.writePOJO(message(messages.get(at), at));
        }
        json.writeEndArray();
    }

    ArrayNode all(List<ChatMessage> messages) {
        ArrayNode out = Node.array();
        for (int at = 0; at < messages.size(); at++) {
            out.add(message(messages.get(at), at));
        }
        return out;
    }

    /// @param at the message's place in its conversation, from 0
    ObjectNode message(ChatMessage message, int at) {
        ObjectNode out = Node.object().put("id", id(at));
        switch (message) {
            case ChatMessage.System(var text) ->
                out.put("role", "system").put(CONTENT, texts.apply(text)).put("source", "input");
            case ChatMessage.User(var text) -> {
                out.put("role", "user").put(CONTENT, texts.apply(text));
                if (at < opening) {
                    out.put("source", "input");
                }
            }
            case ChatMessage.Assistant said -> said(out, said, false);
            case ChatMessage.ToolResult result -> result(out, result);
        }
        return out;
    }

    /// What a reply said, as the output of its call.
    ObjectNode output(ChatMessage.Assistant said, int at, Reply reply) {
        ObjectNode out = Node.object().put("id", id(at));
        said(out, said, reply instanceof Reply.Refused);
        return out;
    }

    String id(int at) {
        return ShortId.of("message", key, at);
    }

    private void said(ObjectNode out, ChatMessage.Assistant said, boolean isRefusal) {
        out.put("role", "assistant");
        if (said.thinking().isPresent() || isRefusal) {
            out.set(CONTENT, parts(said, isRefusal));
        } else {
            out.put(CONTENT, texts.apply(said.text()));
        }
        out.put("source", "generate").put("model", model);
        if (!said.calls().isEmpty()) {
            ArrayNode calls = out.putArray("tool_calls");
            said.calls().forEach(call -> calls.add(call(call)));
        }
    }

    private ArrayNode parts(ChatMessage.Assistant said, boolean isRefusal) {
        ArrayNode parts = Node.array();
        said.thinking()
                .ifPresent(thinking -> parts.addObject()
                        .put("type", "reasoning")
                        .put("reasoning", texts.apply(thinking.text()))
                        .put("redacted", thinking.text().isEmpty()));
        ObjectNode text = parts.addObject().put("type", "text").put("text", texts.apply(said.text()));
        if (isRefusal) {
            text.put("refusal", true);
        }
        return parts;
    }

    private void result(ObjectNode out, ChatMessage.ToolResult result) {
        out.put("role", "tool").put(CONTENT, texts.apply(result.text()));
        out.put("tool_call_id", result.callId()).put("function", result.tool());
        if (result.failed()) {
            out.set("error", error(result));
        }
    }

    static ObjectNode error(ChatMessage.ToolResult result) {
        return Node.object().put("type", "unknown").put("message", result.text());
    }

    private static ObjectNode call(ToolCall call) {
        ObjectNode out = Node.object().put("id", call.id()).put("function", call.name());
        out.set("arguments", arguments(call));
        if (call.arguments() instanceof Arguments.Unparseable) {
            out.put("parse_error", "The arguments are no JSON object; they stand under \"text\" as they arrived.");
        }
        return out.put("type", "function");
    }

    /// What the call of that id was made with.
    static ObjectNode arguments(Turn turn, String callId) {
        return turn.said().calls().stream()
                .filter(call -> call.id().equals(callId))
                .findFirst()
                .map(InspectMessages::arguments)
                .orElseGet(Node::object);
    }

    static ObjectNode arguments(ToolCall call) {
        return switch (call.arguments()) {
            case Arguments.Parsed(var values) -> Node.foreign(values);
            case Arguments.Unparseable(var text) -> Node.object().put("text", text);
        };
    }
}
