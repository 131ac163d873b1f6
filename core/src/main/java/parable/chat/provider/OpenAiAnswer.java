package parable.chat.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.chat.ChatFailure;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one chat completion in the forms in which servers send it: content as text, as parts or null, calls as a
/// list, as one object, as parts of the content or under their older name. Confined to one thread.
final class OpenAiAnswer {
    /// Fields of a message that are read, or that go back as they came and hold nothing of their own.
    private static final Set<String> READ = Set.of(
            "role", "content", "tool_calls", "function_call", "refusal", "annotations", "provider_specific_fields");
    /// What servers want back with the turn: thoughts under their several names, with their signatures.
    private static final List<String> BACK = List.of(
            "reasoning_content",
            "reasoning",
            "reasoning_details",
            "thinking_blocks",
            "extra_content",
            "provider_specific_fields");

    private static final Set<String> THOUGHTS =
            Set.of("thinking", "reasoning", "reasoning_content", "redacted_thinking");
    private static final List<String> MEDIA = List.of("audio", "images", "video");
    private static final Set<String> CALL = Set.of("id", "type", "function", "index", "name", "arguments", "input");

    private final AnswerParts parts;
    private final ArrayNode callExtras = Fields.object().putArray("tool_calls");

    private OpenAiAnswer(ChatRequest request) {
        this.parts = new AnswerParts(request);
    }

    static Reply read(JsonNode body, ChatRequest request, Optional<Usage> usage, Exchange exchange) {
        JsonNode choice = choice(body);
        if (!choice.path("message").isObject()) {
            throw noAnswer(body, exchange);
        }
        if (choice.path("error").isObject()) { // what came before it is half an answer
            throw noAnswer(choice, exchange);
        }
        OpenAiAnswer answer = new OpenAiAnswer(request);
        answer.message(choice.path("message"));
        answer.others(body.path("choices"), choice);
        answer.outside(body);
        answer.outside(choice);
        return answer.parts.reply(
                Fields.text(choice, "finish_reason"), answer.counted(body.path("usage")), usage, exchange);
    }

    /// The first that holds an answer: some gateways put empty ones before it.
    private static JsonNode choice(JsonNode body) {
        for (JsonNode choice : body.path("choices")) {
            if (choice.path("message").isObject() || choice.path("error").isObject()) {
                return choice;
            }
        }
        return body.path("choices").path(0);
    }

    /// Some gateways report errors under status 200, also in the middle of a choice.
    ///
    /// @param holder of the error, if there is any
    private static ChatFailure noAnswer(JsonNode holder, Exchange exchange) {
        JsonNode error = holder.path("error");
        return error.isObject()
                ? HttpFault.of(error.path("code").asInt(0), holder, exchange)
                : Protocol.malformed(
                        "it has no choices[0].message, and says \"%s\""
                                .formatted(AnswerParts.shown(ServerWords.of(holder, exchange))),
                        exchange);
    }

    /// One answer was asked for.
    private void others(JsonNode choices, JsonNode read) {
        for (JsonNode other : choices) {
            JsonNode message = other.path("message");
            if (!other.equals(read)
                    && (AnswerParts.isThere(message.path("content"))
                            || AnswerParts.isThere(message.path("tool_calls"))
                            || AnswerParts.isThere(message.path("function_call")))) {
                parts.unread("a second choice");
            }
        }
    }

    /// Calls that a gateway has put where no message is.
    private void outside(JsonNode holder) {
        List.of("tool_calls", "function_call").stream()
                .filter(key -> AnswerParts.isThere(holder.path(key)))
                .forEach(key -> parts.unread("\"%s\" outside of the message".formatted(key)));
    }

    private void message(JsonNode message) {
        content(message.path("content"));
        thinking(message);
        calls(message.path("tool_calls"));
        older(message.path("function_call"));
        if (AnswerParts.isThere(message.path("refusal"))) { // a part of the content may hold one, too
            parts.refuses(Fields.text(message, "refusal"));
        }
        MEDIA.stream()
                .filter(kind -> AnswerParts.isThere(message.path(kind)))
                .forEach(kind -> parts.unread("a part of type \"%s\"".formatted(kind)));
        AnswerParts.without(message, READ).properties().stream()
                .filter(e -> !BACK.contains(e.getKey()))
                .forEach(e -> parts.unknown(e.getKey(), e.getValue()));
        parts.goesBack(goesBack(message));
    }

    private void content(JsonNode content) {
        if (content.isArray()) {
            content.forEach(this::part);
        } else if (content.isString() || content.isObject()) {
            part(content);
        } else if (AnswerParts.isThere(content)) {
            parts.unread("content that is neither text nor a list");
        }
    }

    private void part(JsonNode part) {
        if (part.isString()) {
            parts.says(part.stringValue());
            return;
        }
        String type = Fields.text(part, "type");
        switch (type) {
            case "text", "output_text" -> parts.says(Fields.text(part, "text"));
            case "thinking", "reasoning", "reasoning_content" ->
                List.of("thinking", "reasoning", "text").forEach(key -> thought(part.path(key)));
            case "redacted_thinking" -> parts.hidesThinking();
            case "refusal" -> parts.refuses(Fields.text(part, "refusal"));
            case "tool_use", "tool_call", "function_call", "function" -> call(part);
            default -> {
                if (type.isEmpty() && part.path("text").isString()) {
                    parts.says(Fields.text(part, "text"));
                } else {
                    parts.unread("a part of type \"%s\"".formatted(AnswerParts.shown(type)));
                }
            }
        }
    }

    private static boolean isThought(JsonNode part) {
        return THOUGHTS.contains(Fields.text(part, "type"));
    }

    private void thought(JsonNode thought) {
        if (thought.isString()) {
            parts.thinks(thought.stringValue());
        }
        thought.forEach(piece -> parts.thinks(piece.isString() ? piece.stringValue() : Fields.text(piece, "text")));
    }

    private void thinking(JsonNode message) {
        String older = Fields.text(message, "reasoning_content"), newer = Fields.text(message, "reasoning");
        parts.thinks(older);
        if (!newer.equals(older)) { // servers between two names send the same text under both
            parts.thinks(newer);
        }
        if (parts.thought() == 0 && AnswerParts.isThere(message.path("reasoning_details"))) {
            parts.hidesThinking();
            thought(message.path("reasoning_details"));
        }
    }

    private void calls(JsonNode sent) {
        if (sent.isArray()) {
            sent.forEach(this::call);
        } else if (AnswerParts.isThere(sent)) {
            call(sent);
        }
    }

    /// A call in the form of functions, or without their wrapping.
    private void call(JsonNode call) {
        boolean isWrapped = call.path("function").isObject();
        JsonNode function = isWrapped ? call.path("function") : call;
        if (!call.isObject() || !isWrapped && Fields.text(call, "name").isEmpty()) {
            String type = Fields.text(call, "type");
            parts.unread(
                    type.isEmpty()
                            ? "a call without a name"
                            : "a call of type \"%s\"".formatted(AnswerParts.shown(type)));
            return;
        }
        JsonNode arguments = function.has("arguments") ? function.path("arguments") : function.path("input");
        if (parts.calls(Fields.text(call, "id"), Fields.text(function, "name"), arguments)) {
            callExtras.add(extras(call, function));
        }
    }

    /// Further fields of a call: usually the signature of a thought.
    private static ObjectNode extras(JsonNode call, JsonNode function) {
        ObjectNode extras = AnswerParts.without(call, CALL);
        ObjectNode inside = call.path("function").isObject() ? AnswerParts.without(function, CALL) : Fields.object();
        if (!inside.isEmpty()) {
            extras.set("function", inside);
        }
        return extras;
    }

    /// Calls under their older name; some servers send the same call under both.
    private void older(JsonNode call) {
        if (AnswerParts.isThere(call) && !parts.hasCall(Fields.text(call, "name"), call.path("arguments"))) {
            call(call);
        }
    }

    private List<JsonNode> goesBack(JsonNode message) {
        ObjectNode back = Fields.object();
        boolean inToolLoop = parts.callCount() > 0;
        BACK.stream()
                .filter(key -> AnswerParts.isThere(message.path(key))
                        || inToolLoop && message.path(key).isString()) // also when empty
                .forEach(key -> back.set(key, message.path(key)));
        if (message.path("content").valueStream().anyMatch(OpenAiAnswer::isThought)) {
            ArrayNode content = back.putArray("content");
            message.path("content")
                    .valueStream()
                    .filter(part -> isThought(part) || part.has("text"))
                    .forEach(content::add);
        }
        if (callExtras.valueStream().anyMatch(AnswerParts::isThere)) {
            back.set("tool_calls", callExtras);
        }
        return back.isEmpty() ? List.of() : List.of(back);
    }

    /// Thoughts are counted among the tokens of the answer. Where the server does not say how many they are, they
    /// are at most as many as they have characters.
    private long counted(JsonNode usage) {
        long thoughts = AnswerParts.count(usage.path("completion_tokens_details"), "reasoning_tokens");
        return AnswerParts.count(usage, "completion_tokens") - (thoughts > 0 ? thoughts : parts.thought());
    }
}
