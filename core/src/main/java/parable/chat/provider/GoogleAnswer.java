package parable.chat.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one answer of Google's, part by part.
final class GoogleAnswer {
    private static final String SIGNATURE = "thoughtSignature";
    private static final Set<String> READ =
            Set.of("text", "thought", SIGNATURE, "functionCall", "partMetadata", "videoMetadata");

    private GoogleAnswer() {}

    static Reply read(JsonNode body, ChatRequest request, Optional<Usage> usage, Exchange exchange) {
        String blocked = Fields.text(body.path("promptFeedback"), "blockReason");
        if (!blocked.isEmpty()) {
            return new Reply.Filtered(blocked, "", usage, exchange);
        }
        JsonNode candidate = body.path("candidates").path(0);
        if (!candidate.isObject()) {
            throw Protocol.malformed("it has no candidates[0]", exchange);
        }
        JsonNode said = candidate.path("content").path("parts");
        AnswerParts parts = new AnswerParts(request);
        said.forEach(part -> part(part, parts));
        for (int i = 1; i < body.path("candidates").size(); i++) {
            if (AnswerParts.isThere(
                    body.path("candidates").path(i).path("content").path("parts"))) {
                parts.unread("a second candidate");
            }
        }
        if (said.valueStream().anyMatch(part -> part.has(SIGNATURE))) {
            parts.goesBack(List.copyOf(said.values()));
        }
        return parts.reply(
                Fields.text(candidate, "finishReason"),
                AnswerParts.count(body.path("usageMetadata"), "candidatesTokenCount"),
                usage,
                exchange);
    }

    private static void part(JsonNode part, AnswerParts parts) {
        if (part.path("thought").asBoolean(false)) {
            parts.thinks(Fields.text(part, "text"));
        } else {
            parts.says(Fields.text(part, "text"));
        }
        if (part.path("functionCall") instanceof ObjectNode call) {
            parts.calls(Fields.text(call, "id"), Fields.text(call, "name"), call.path("args"));
        }
        AnswerParts.without(part, READ)
                .properties()
                .forEach(e -> parts.unread("a part \"%s\"".formatted(AnswerParts.shown(e.getKey()))));
    }
}
