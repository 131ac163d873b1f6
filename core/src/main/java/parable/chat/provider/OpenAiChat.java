package parable.chat.provider;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Chat completions as OpenAI defined them and other providers serve them
/// ([reference](https://platform.openai.com/docs/api-reference/chat)), with the deviations of real servers:
/// reasoning next to the content, content as parts, null or empty; calls without id; an error under status 200.
///
/// @param dialect what the servers of one provider call things that others call otherwise
record OpenAiChat(Dialect dialect) implements Protocol {
    /// Codes of errors that say that a filter stopped the question; `invalid_prompt` is what OpenAI's reasoning
    /// models call it. OpenRouter gives no code but the input that was flagged, under status 403.
    private static final Set<String> FILTERS = Set.of("content_filter", "content_policy_violation", "invalid_prompt");

    /// Azure's code inside of the error.
    private static final String POLICY = "ResponsibleAIPolicyViolation";

    enum Dialect {
        /// Takes no seed from us: its newer models refuse one, and it promises nothing for it.
        OPENAI("max_completion_tokens", ""),
        MISTRAL("max_tokens", "random_seed"),
        /// vLLM, llama.cpp, Ollama, OpenRouter and other servers of open weights.
        OPEN("max_tokens", "seed");

        private final String maxTokens;
        private final String seed;

        Dialect(String maxTokens, String seed) {
            this.maxTokens = maxTokens;
            this.seed = seed;
        }
    }

    @Override
    public URI address(URI base, String model) {
        return URI.create(base + "/chat/completions");
    }

    @Override
    public Map<String, String> headers(Optional<Key> key) {
        return key.map(k -> Map.of("Authorization", "Bearer " + k.value())).orElse(Map.of());
    }

    @Override
    public JsonNode body(String model, ChatRequest request) {
        ObjectNode body = Fields.object("model", model);
        ArrayNode messages = body.putArray("messages");
        request.messages().forEach(message -> messages.add(message(message)));
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
        }
        Fields.sampling(body, request.sampling(), "top_p", dialect.maxTokens);
        if (!dialect.seed.isEmpty()) {
            body.put(dialect.seed, request.sample());
        }
        return body;
    }

    private static ObjectNode message(ChatMessage message) {
        return switch (message) {
            case ChatMessage.System(var text) -> Fields.object("role", "system").put("content", text);
            case ChatMessage.User(var text) -> Fields.object("role", "user").put("content", text);
            case ChatMessage.ToolResult(var callId, var _, var text, var _) ->
                Fields.object("role", "tool").put("tool_call_id", callId).put("content", text);
            case ChatMessage.Assistant assistant -> assistant(assistant);
        };
    }

    /// With what came with it and is wanted back: thoughts and their signatures.
    private static ObjectNode assistant(ChatMessage.Assistant assistant) {
        ObjectNode turn = Fields.object("role", "assistant");
        if (assistant.text().isEmpty() && !assistant.calls().isEmpty()) {
            turn.putNull("content"); // as servers send it; some refuse an empty text in the history
        } else {
            turn.put("content", assistant.text());
        }
        List<JsonNode> back =
                assistant.thinking().map(ChatMessage.Thinking::blocks).orElse(List.of());
        back.forEach(block -> block.properties().stream()
                .filter(e -> !e.getKey().equals("tool_calls"))
                .forEach(e -> turn.set(e.getKey(), e.getValue())));
        if (!assistant.calls().isEmpty()) {
            ArrayNode calls = turn.putArray("tool_calls");
            assistant.calls().forEach(call -> calls.add(call(call)));
            back.forEach(block -> merge(calls, block.path("tool_calls")));
        }
        return turn;
    }

    private static void merge(ArrayNode calls, JsonNode extras) {
        for (int i = 0; i < Math.min(calls.size(), extras.size()); i++) {
            ObjectNode call = (ObjectNode) calls.get(i);
            for (Map.Entry<String, JsonNode> extra : extras.get(i).properties()) {
                if (extra.getKey().equals("function")) {
                    extra.getValue()
                            .properties()
                            .forEach(e -> ((ObjectNode) call.path("function")).set(e.getKey(), e.getValue()));
                } else {
                    call.set(extra.getKey(), extra.getValue());
                }
            }
        }
    }

    private static ObjectNode call(ToolCall call) {
        ObjectNode sent = Fields.object("id", call.id()).put("type", "function");
        sent.putObject("function").put("name", call.name()).put("arguments", Json.line(CallReader.object(call)));
        return sent;
    }

    private static ObjectNode tool(Tool tool) {
        ObjectNode sent = Fields.object("type", "function");
        sent.putObject("function")
                .put("name", tool.name())
                .put("description", tool.description())
                .set("parameters", tool.parameters());
        return sent;
    }

    @Override
    public Reply read(JsonNode body, ChatRequest request, Exchange exchange) {
        return OpenAiAnswer.read(body, request, usage(body.path("usage")), exchange);
    }

    /// Tokens from a cache are part of the prompt, and thoughts part of what was written. A prompt smaller than
    /// its own part is no count. Some servers leave the thoughts out, as their total tells.
    private static Optional<Usage> usage(JsonNode usage) {
        int cached = count(usage.path("prompt_tokens_details").path("cached_tokens"));
        int thoughts = count(usage.path("completion_tokens_details").path("reasoning_tokens"));
        long total = count(usage.path("total_tokens"));
        return Fields.usage(usage, new String[] {"prompt_tokens"}, new String[] {"completion_tokens"})
                .filter(sums -> sums.promptTokens() >= cached)
                .map(sums -> {
                    long without = (long) sums.promptTokens() + sums.writtenTokens();
                    boolean apart = thoughts > sums.writtenTokens() || total == without + thoughts;
                    long written = sums.writtenTokens() + (apart ? (long) thoughts : 0);
                    return new Usage(sums.promptTokens(), (int) Math.min(Integer.MAX_VALUE, written));
                });
    }

    /// 0 where nothing can be counted.
    private static int count(JsonNode value) {
        return Fields.tokens(value).orElse(0);
    }

    @Override
    public Optional<Reply> filtered(JsonNode error, Exchange exchange) {
        String code = Fields.text(error.path("error"), "code");
        if (FILTERS.contains(code)) {
            return Optional.of(new Reply.Filtered(code, "", Optional.empty(), exchange));
        }
        JsonNode fault = error.path("error");
        return fault.path("metadata").has("flagged_input") || isPolicy(fault)
                ? Optional.of(new Reply.Filtered("moderation", "", Optional.empty(), exchange))
                : Optional.empty();
    }

    /// A gateway hides the filter's code behind its own `400` and keeps it inside.
    private static boolean isPolicy(JsonNode fault) {
        return Stream.of(fault, fault.path("provider_specific_fields"))
                        .map(place -> Fields.text(place.path("innererror"), "code"))
                        .anyMatch(POLICY::equals)
                || Fields.text(fault, "message").contains("ContentPolicyViolationError");
    }
}
