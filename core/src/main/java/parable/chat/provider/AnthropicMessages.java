package parable.chat.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/// Anthropic's Messages ([reference](https://docs.anthropic.com/en/api/messages)), version 2023-06-01.
/// System text has a field of its own, tool results open the user's turn, thinking goes back unchanged while tools
/// are in use, and neighboring turns of one role are one turn.
record AnthropicMessages() implements Protocol {
    private static final String VERSION = "2023-06-01";
    /// Of "Output blocked by content filtering policy".
    private static final String FILTER = "blocked by content filtering";
    private static final String GO_ON = "Please go on.";
    /// What a tool's name may not hold in the history, whatever the model wrote.
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_-]");

    @Override
    public URI address(URI base, String model) {
        return URI.create(base + "/v1/messages");
    }

    @Override
    public Map<String, String> headers(Optional<Key> key) {
        Map<String, String> headers = new TreeMap<>(Map.of("anthropic-version", VERSION));
        key.ifPresent(k -> headers.put("x-api-key", k.value()));
        return headers;
    }

    @Override
    public JsonNode body(String model, ChatRequest request) {
        ObjectNode body = Fields.object("model", model);
        String system = request.messages().stream()
                .filter(ChatMessage.System.class::isInstance)
                .map(ChatMessage::text)
                .collect(Collectors.joining("\n\n"));
        if (!system.isBlank()) {
            body.put("system", system);
        }
        ArrayNode messages = body.putArray("messages");
        request.messages().forEach(message -> add(messages, message));
        goOn(messages);
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
        }
        Fields.sampling(body, request.sampling(), "top_p", "max_tokens");
        return body;
    }

    /// A paused turn continues by itself while one of the server's own tools runs. Any other turn of the model may
    /// not come last.
    private static void goOn(ArrayNode messages) {
        JsonNode last = messages.path(messages.size() - 1), content = last.path("content");
        String type = Fields.text(content.path(content.size() - 1), "type");
        if (Fields.text(last, "role").equals("assistant") && !AnthropicAnswer.isServers(type)) {
            text(GO_ON).forEach(messages.addObject().put("role", "user").putArray("content")::add);
        }
    }

    private static void add(ArrayNode messages, ChatMessage message) {
        List<JsonNode> blocks = blocks(message);
        if (blocks.isEmpty()) {
            return; // system text has its own field; an empty turn is refused
        }
        String role = message instanceof ChatMessage.Assistant ? "assistant" : "user";
        if (role.equals("assistant")) {
            goOn(messages);
        }
        JsonNode last = messages.path(messages.size() - 1);
        ArrayNode content = last.path("content") instanceof ArrayNode open
                        && Fields.text(last, "role").equals(role)
                ? open
                : messages.addObject().put("role", role).putArray("content");
        blocks.forEach(content::add);
    }

    private static List<JsonNode> blocks(ChatMessage message) {
        return switch (message) {
            case ChatMessage.System _ -> List.of();
            case ChatMessage.User(var text) -> text(text);
            case ChatMessage.ToolResult(var id, var _, var text, var failed) ->
                List.of(Fields.object("type", "tool_result")
                        .put("tool_use_id", id)
                        .put("content", text)
                        .put("is_error", failed));
            case ChatMessage.Assistant assistant -> assistant(assistant);
        };
    }

    private static List<JsonNode> assistant(ChatMessage.Assistant assistant) {
        List<JsonNode> thoughts =
                assistant.thinking().map(ChatMessage.Thinking::blocks).orElse(List.of());
        if (!thoughts.stream().allMatch(AnthropicAnswer::isThought)) {
            return unchanged(thoughts, assistant.calls());
        }
        List<JsonNode> blocks = new ArrayList<>(thoughts);
        blocks.addAll(text(assistant.text()));
        assistant.calls().forEach(call -> blocks.add(use(call, Fields.object("type", "tool_use"))));
        return blocks;
    }

    /// A turn whose order is its own, block by block. A block of white space is refused.
    private static List<JsonNode> unchanged(List<JsonNode> blocks, List<ToolCall> calls) {
        List<JsonNode> sent = new ArrayList<>();
        int next = 0;
        for (JsonNode block : blocks) {
            String type = Fields.text(block, "type");
            if (type.equals("tool_use") && next < calls.size()) {
                sent.add(use(calls.get(next++), (ObjectNode) block.deepCopy()));
            } else if (!type.equals("text") || !Fields.text(block, "text").isBlank()) {
                sent.add(block);
            }
        }
        return sent;
    }

    private static ObjectNode use(ToolCall call, ObjectNode block) {
        block.put("id", call.id()).put("name", NO_NAME.matcher(call.name()).replaceAll("_"));
        block.set("input", CallReader.object(call));
        return block;
    }

    private static List<JsonNode> text(String text) {
        return text.isBlank()
                ? List.of()
                : List.of(Fields.object("type", "text").put("text", text));
    }

    private static ObjectNode tool(Tool tool) {
        ObjectNode sent = Fields.object("name", tool.name()).put("description", tool.description());
        sent.set("input_schema", tool.parameters());
        return sent;
    }

    @Override
    public Reply read(JsonNode body, ChatRequest request, Exchange exchange) {
        return AnthropicAnswer.read(body, request, usage(body.path("usage")), exchange);
    }

    /// Said in words alone, under the type of every other bad request.
    @Override
    public Optional<Reply> filtered(JsonNode error, Exchange exchange) {
        return Fields.text(error.path("error"), "message").contains(FILTER)
                ? Optional.of(new Reply.Filtered("content_filtering", "", Optional.empty(), exchange))
                : Optional.empty();
    }

    /// Tokens that came from the provider's cache were shown all the same.
    private static Optional<Usage> usage(JsonNode usage) {
        return Fields.usage(
                usage,
                new String[] {"input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"},
                new String[] {"output_tokens"});
    }
}
