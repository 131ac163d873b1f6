package parable.audit.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parable.audit.Transcript;
import parable.audit.chat.ChatFailure;
import parable.audit.chat.ChatMessage;
import parable.audit.chat.ChatRequest;
import parable.audit.chat.Exchange;
import parable.audit.chat.Reply;
import parable.audit.chat.Reply.StopReason;
import parable.audit.chat.Tool;
import parable.audit.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Chat completions as OpenAI defined them and everybody else serves them
/// ([reference](https://platform.openai.com/docs/api-reference/chat)), with the deviations of real servers:
/// reasoning beside the content, content as parts, null or empty; calls without id; an error under status 200.
///
/// @param dialect what the servers of one provider call things that others call otherwise
record OpenAiChat(Dialect dialect) implements Protocol {
    /// Codes of errors that say that a filter stopped the question; `invalid_prompt` is what OpenAI's reasoning
    /// models call it. OpenRouter gives no code but the input that was flagged, under status 403.
    private static final Set<String> FILTERS = Set.of("content_filter", "content_policy_violation", "invalid_prompt");

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

    private static ObjectNode assistant(ChatMessage.Assistant assistant) {
        ObjectNode turn = Fields.object("role", "assistant").put("content", assistant.text());
        if (!assistant.calls().isEmpty()) {
            ArrayNode calls = turn.putArray("tool_calls");
            assistant.calls().forEach(call -> calls.add(call(call)));
        }
        return turn;
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
        JsonNode choice = body.path("choices").path(0), message = choice.path("message");
        if (!message.isObject()) {
            throw noAnswer(body, exchange);
        }
        if (choice.path("error").isObject()) { // what came before it is half an answer
            throw noAnswer(choice, exchange);
        }
        Optional<Transcript.Usage> usage = usage(body.path("usage"));
        String refusal = Fields.text(message, "refusal"), text = content(message.path("content"));
        if (Fields.text(choice, "finish_reason").equals("content_filter")) {
            return new Reply.Filtered("content_filter", text, usage, exchange);
        }
        if (!refusal.isBlank()) {
            return new Reply.Refused(refusal, usage, exchange);
        }
        ChatMessage.Assistant said =
                new ChatMessage.Assistant(text, calls(message.path("tool_calls"), request), thinking(message));
        if (Fields.isEmpty(text, !said.calls().isEmpty(), said.thinking().isPresent(), usage)) {
            throw Protocol.malformed("it holds neither text nor calls nor a count of tokens", exchange);
        }
        return new Reply.Answered(said, stop(choice, said), usage, exchange);
    }

    /// Some gateways report errors under status 200, also in the middle of a choice.
    ///
    /// @param holder of the error, if there is any
    private static ChatFailure noAnswer(JsonNode holder, Exchange exchange) {
        JsonNode error = holder.path("error");
        return error.isObject()
                ? HttpFault.of(error.path("code").asInt(0), holder, exchange)
                : Protocol.malformed("it has no choices[0].message", exchange);
    }

    /// Text, or the text parts of a list.
    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.isString() ? content.stringValue() : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(Fields.text(part, "text")));
        return text.toString();
    }

    private static List<ToolCall> calls(JsonNode sent, ChatRequest request) {
        CallReader reader = new CallReader(request);
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : sent) {
            JsonNode function = call.path("function");
            calls.add(reader.call(Fields.text(call, "id"), Fields.text(function, "name"), function.path("arguments")));
        }
        return calls;
    }

    private static Optional<ChatMessage.Thinking> thinking(JsonNode message) {
        String older = Fields.text(message, "reasoning_content"), newer = Fields.text(message, "reasoning");
        StringBuilder reasoning = new StringBuilder(older);
        if (!newer.equals(older)) { // servers between two names send the same text under both
            reasoning.append(newer);
        }
        for (JsonNode part : message.path("content")) {
            reasoning.append(content(part.path("thinking")));
        }
        return reasoning.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChatMessage.Thinking(reasoning.toString(), List.of()));
    }

    /// Some servers say `stop` although calls wait for their results.
    private static StopReason stop(JsonNode choice, ChatMessage.Assistant said) {
        if (!said.calls().isEmpty()) {
            return StopReason.TOOL_CALLS;
        }
        return switch (Fields.text(choice, "finish_reason")) {
            case "stop" -> StopReason.FINISHED;
            case "length" -> StopReason.LENGTH;
            default -> StopReason.UNKNOWN;
        };
    }

    /// Tokens from a cache are part of the prompt, and thoughts part of what was written. A prompt smaller than
    /// its own part is no count. Some servers leave the thoughts out, as their total tells.
    private static Optional<Transcript.Usage> usage(JsonNode usage) {
        int cached = count(usage.path("prompt_tokens_details").path("cached_tokens"));
        int thoughts = count(usage.path("completion_tokens_details").path("reasoning_tokens"));
        long total = count(usage.path("total_tokens"));
        return Fields.usage(usage, new String[] {"prompt_tokens"}, new String[] {"completion_tokens"})
                .filter(sums -> sums.promptTokens() >= cached)
                .map(sums -> {
                    long without = (long) sums.promptTokens() + sums.writtenTokens();
                    boolean apart = thoughts > sums.writtenTokens() || total == without + thoughts;
                    long written = sums.writtenTokens() + (apart ? (long) thoughts : 0);
                    return new Transcript.Usage(sums.promptTokens(), (int) Math.min(Integer.MAX_VALUE, written));
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
        return error.path("error").path("metadata").has("flagged_input")
                ? Optional.of(new Reply.Filtered("moderation", "", Optional.empty(), exchange))
                : Optional.empty();
    }
}
