package parable.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.export.Otlp.Attributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenTelemetry's semantic conventions for generative AI as of commit [#VERSION] of
/// [semantic-conventions-genai](https://github.com/open-telemetry/semantic-conventions-genai) (`model/gen-ai`), all
/// of them still in development. This class alone holds their names.
final class GenAi {
    static final String VERSION = "7e7e4e763354b505b8e1f76512f17a1977b00f70";

    static final String EVALUATION = "gen_ai.evaluation.result";
    static final String CHAT = "chat";
    static final String TOOL = "execute_tool";
    static final String AGENT = "invoke_agent";

    private static final Map<String, String> PROVIDERS =
            Map.of("google", "gcp.gemini", "mistral", "mistral_ai"); // others are called there as here

    private GenAi() {}

    /// What every span says of the operation and the model.
    ///
    /// @param model as the user named it, such as `openai:NAME`
    static Attributes operation(String operation, String model) {
        return new Attributes()
                .put("gen_ai.operation.name", operation)
                .put("gen_ai.provider.name", provider(model))
                .put("gen_ai.request.model", requested(model));
    }

    /// The provider's own name for the model.
    static String requested(String model) {
        int mark = isAddress(model) ? model.indexOf('#') : model.indexOf(':');
        return model.substring(mark + 1);
    }

    private static String provider(String model) {
        int colon = model.indexOf(':');
        String prefix = colon < 0 || isAddress(model) ? "_OTHER" : model.substring(0, colon);
        return PROVIDERS.getOrDefault(prefix, prefix);
    }

    private static boolean isAddress(String model) {
        return model.startsWith("http://") || model.startsWith("https://");
    }

    static void conversation(Attributes attributes, String id) {
        attributes.put("gen_ai.conversation.id", id);
    }

    static void sampling(Attributes attributes, ChatSampling sampling) {
        attributes.put("gen_ai.request.max_tokens", sampling.maxTokens());
        sampling.temperature().ifPresent(t -> attributes.put("gen_ai.request.temperature", t.doubleValue()));
        sampling.topP().ifPresent(p -> attributes.put("gen_ai.request.top_p", p.doubleValue()));
    }

    static void usage(Attributes attributes, long shown, long written) {
        attributes.put("gen_ai.usage.input_tokens", shown).put("gen_ai.usage.output_tokens", written);
    }

    /// What a reply says of itself, as far as it does.
    static void reply(Attributes attributes, Reply reply) {
        ObjectNode body = Node.foreign(reply.exchange().response().text());
        text(body, "id").ifPresent(id -> attributes.put("gen_ai.response.id", id));
        text(body, "model").ifPresent(model -> attributes.put("gen_ai.response.model", model));
        attributes.put("gen_ai.response.finish_reasons", List.of(finish(reply)));
    }

    private static Optional<String> text(ObjectNode body, String key) {
        JsonNode value = body.path(key);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static String finish(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered ->
                switch (answered.stop()) {
                    case FINISHED -> "stop";
                    case TOOL_CALLS -> "tool_call";
                    case LENGTH -> "length";
                    case PAUSED, UNKNOWN -> "unknown";
                };
            case Reply.Refused _ -> "stop";
            case Reply.Filtered _ -> "content_filter";
            case Reply.Unread _ -> "unknown";
        };
    }

    /// A low-cardinality word for what went wrong.
    static void error(Attributes attributes, String type) {
        attributes.put("error.type", type);
    }

    static Attributes tool(String name, String callId) {
        return new Attributes()
                .put("gen_ai.operation.name", TOOL)
                .put("gen_ai.tool.name", name)
                .put("gen_ai.tool.call.id", callId)
                .put("gen_ai.tool.type", "function");
    }

    static void toolContent(Attributes attributes, ObjectNode arguments, String result) {
        attributes.put("gen_ai.tool.call.arguments", arguments.toString()).put("gen_ai.tool.call.result", result);
    }

    /// @param withContent whether to quote the evidence
    static Attributes evaluation(Score score, boolean withContent) {
        Attributes attributes = new Attributes().put("gen_ai.evaluation.name", score.name());
        if (score.isGraded()) {
            attributes.put("gen_ai.evaluation.score.value", score.value());
        }
        attributes.put("gen_ai.evaluation.score.label", score.label());
        String explanation = score.ungraded().orElse(withContent ? score.evidence() : "");
        return explanation.isEmpty() ? attributes : attributes.put("gen_ai.evaluation.explanation", explanation);
    }

    static void instructions(Attributes attributes, List<ChatMessage> opening) {
        ArrayNode parts = Node.array();
        opening.stream()
                .filter(ChatMessage.System.class::isInstance)
                .forEach(message -> parts.add(part("text", message.text())));
        attributes.put("gen_ai.system_instructions", parts.toString());
    }

    static void input(Attributes attributes, List<ChatMessage> messages) {
        attributes.put("gen_ai.input.messages", messages(messages).toString());
    }

    static void output(Attributes attributes, List<ChatMessage> messages) {
        attributes.put("gen_ai.output.messages", messages(messages).toString());
    }

    static void tools(Attributes attributes, List<Tool> tools) {
        ArrayNode definitions = Node.array();
        tools.forEach(tool -> definitions
                .addObject()
                .put("type", "function")
                .put("name", tool.name())
                .put("description", tool.description())
                .set("parameters", tool.parameters()));
        attributes.put("gen_ai.tool.definitions", definitions.toString());
    }

    /// All but the system's message, which has another place.
    private static ArrayNode messages(List<ChatMessage> messages) {
        ArrayNode out = Node.array();
        for (ChatMessage message : messages) {
            switch (message) {
                case ChatMessage.System _ -> {}
                case ChatMessage.User(var text) -> message(out, "user").add(part("text", text));
                case ChatMessage.Assistant said -> said(message(out, "assistant"), said);
                case ChatMessage.ToolResult result ->
                    message(out, "tool")
                            .addObject()
                            .put("type", "tool_call_response")
                            .put("id", result.callId())
                            .put("response", result.text());
            }
        }
        return out;
    }

    private static ArrayNode message(ArrayNode out, String role) {
        return out.addObject().put("role", role).putArray("parts");
    }

    private static void said(ArrayNode parts, ChatMessage.Assistant said) {
        said.thinking()
                .filter(thinking -> !thinking.text().isEmpty())
                .ifPresent(thinking -> parts.add(part("reasoning", thinking.text())));
        if (!said.text().isEmpty()) {
            parts.add(part("text", said.text()));
        }
        for (ToolCall call : said.calls()) {
            ObjectNode part = parts.addObject().put("type", "tool_call").put("id", call.id());
            part.put("name", call.name()).set("arguments", InspectMessages.arguments(call));
        }
    }

    private static ObjectNode part(String type, String content) {
        return Node.object().put("type", type).put("content", content);
    }
}
