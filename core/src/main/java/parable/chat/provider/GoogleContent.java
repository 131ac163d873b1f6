package parable.chat.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.chat.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Google's generateContent ([reference](https://ai.google.dev/api/generate-content)), version v1beta.
/// Parts that carry a thought signature go back as they came, because newer models refuse a history without
/// them.
record GoogleContent() implements Protocol {
    @Override
    public URI address(URI base, String model) {
        return URI.create(base + "/v1beta/models/" + model + ":generateContent");
    }

    @Override
    public Map<String, String> headers(Optional<Key> key) {
        return key.map(k -> Map.of("x-goog-api-key", k.value())).orElse(Map.of());
    }

    @Override
    public JsonNode body(String model, ChatRequest request) {
        ObjectNode body = Fields.object();
        ArrayNode system = Fields.object().putArray("parts");
        ArrayNode contents = body.putArray("contents");
        for (ChatMessage message : request.messages()) {
            if (message instanceof ChatMessage.System(var text)) {
                system.add(Fields.object("text", text));
            } else {
                add(contents, message);
            }
        }
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").set("parts", system);
        }
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools").addObject().putArray("functionDeclarations");
            request.tools().forEach(tool -> tools.add(tool(tool)));
        }
        ObjectNode settings = body.putObject("generationConfig");
        Fields.sampling(settings, request.sampling(), "topP", "maxOutputTokens");
        settings.put("seed", request.sample());
        return body;
    }

    private static void add(ArrayNode contents, ChatMessage message) {
        List<JsonNode> parts = parts(message);
        if (parts.isEmpty()) {
            return;
        }
        String role = message instanceof ChatMessage.Assistant ? "model" : "user";
        JsonNode last = contents.path(contents.size() - 1);
        ArrayNode open = last.path("parts") instanceof ArrayNode started
                        && Fields.text(last, "role").equals(role)
                ? started
                : contents.addObject().put("role", role).putArray("parts");
        parts.forEach(open::add);
    }

    private static List<JsonNode> parts(ChatMessage message) {
        return switch (message) {
            case ChatMessage.System _ -> List.of();
            case ChatMessage.User(var text) -> List.of(Fields.object("text", text));
            case ChatMessage.ToolResult(var id, var tool, var text, var failed) ->
                List.of(result(id, tool, text, failed));
            case ChatMessage.Assistant assistant -> assistant(assistant);
        };
    }

    private static ObjectNode result(String id, String tool, String text, boolean failed) {
        ObjectNode part = Fields.object();
        ObjectNode response = part.putObject("functionResponse").put("id", id).put("name", tool);
        response.putObject("response").put(failed ? "error" : "output", text);
        return part;
    }

    private static List<JsonNode> assistant(ChatMessage.Assistant assistant) {
        List<JsonNode> signed =
                assistant.thinking().map(ChatMessage.Thinking::blocks).orElse(List.of());
        if (!signed.isEmpty()) {
            return numbered(signed, assistant.calls());
        }
        List<JsonNode> parts = new ArrayList<>();
        if (!assistant.text().isEmpty()) {
            parts.add(Fields.object("text", assistant.text()));
        }
        for (ToolCall call : assistant.calls()) {
            ObjectNode part = Fields.object();
            part.putObject("functionCall")
                    .put("id", call.id())
                    .put("name", call.name())
                    .set("args", CallReader.object(call));
            parts.add(part);
        }
        return parts;
    }

    /// The parts as they came, with our ids on the calls, so that results find them.
    private static List<JsonNode> numbered(List<JsonNode> parts, List<ToolCall> calls) {
        List<JsonNode> sent = new ArrayList<>();
        int next = 0;
        for (JsonNode part : parts) {
            JsonNode copy = part.deepCopy();
            if (copy.path("functionCall") instanceof ObjectNode call) {
                call.put("id", calls.get(next++).id());
            }
            sent.add(copy);
        }
        return sent;
    }

    private static ObjectNode tool(Tool tool) {
        ObjectNode sent = Fields.object("name", tool.name()).put("description", tool.description());
        sent.set("parametersJsonSchema", tool.parameters());
        return sent;
    }

    @Override
    public Reply read(JsonNode body, ChatRequest request, Exchange exchange) {
        return GoogleAnswer.read(body, request, usage(body.path("usageMetadata")), exchange);
    }

    private static Optional<Usage> usage(JsonNode usage) {
        return Fields.usage(usage, new String[] {"promptTokenCount", "toolUsePromptTokenCount"}, new String[] {
            "candidatesTokenCount", "thoughtsTokenCount"
        });
    }
}
