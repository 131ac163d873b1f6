package parable.chat.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.ground.Check;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a user wants of a server beyond what every request holds. Part of the model's identity: with other options
/// it is another model. Immutable.
///
/// @param reasoning      how much the model is to think, in the provider's word for it, such as `low`
/// @param thinkingBudget tokens of thoughts
/// @param body           fields of the request by their path, such as `top_k` or
/// `chat_template_kwargs.enable_thinking`;
///                       null takes a field out ([RFC 7396](https://www.rfc-editor.org/rfc/rfc7396))
/// @param systemRole     whether there is a role for the system text; without one it opens the first user message
public record RequestOptions(
        Optional<String> reasoning, Optional<Integer> thinkingBudget, Map<String, JsonNode> body, boolean systemRole) {
    public static final RequestOptions NONE = new RequestOptions(Optional.empty(), Optional.empty(), Map.of(), true);

    public RequestOptions {
        body = Map.copyOf(body);
        reasoning.ifPresent(level -> Check.that(
                level.matches("[a-z]{1,20}"), "a level of reasoning is one word, such as low, but was \"%s\"", level));
        thinkingBudget.ifPresent(tokens -> Check.that(
                tokens >= 0 && tokens <= 1_000_000,
                "a thinking budget lies between 0 and 1,000,000 tokens, but was %d",
                tokens));
        Check.that(
                reasoning.isEmpty() || thinkingBudget.isEmpty(),
                "a level of reasoning and a thinking budget are two ways to say one thing");
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /// What goes over the fields of every request to such a server.
    ///
    /// @throws StudyException CONFIG where its protocol has no word for an option
    ObjectNode patch(Protocol protocol) {
        ObjectNode patch = Fields.object();
        reasoning.ifPresent(level -> reason(patch, protocol, level));
        thinkingBudget.ifPresent(tokens -> limit(patch, protocol, tokens));
        new TreeMap<>(body).forEach((path, value) -> set(patch, path, value));
        return patch;
    }

    private static void reason(ObjectNode patch, Protocol protocol, String level) {
        switch (protocol) {
            case OpenAiChat _ -> patch.put("reasoning_effort", level);
            case GoogleContent _ -> thinkingConfig(patch).put("thinkingLevel", level);
            case AnthropicMessages _ -> {
                boolean off = level.equals("none");
                patch.putObject("thinking").put("type", off ? "disabled" : "adaptive");
                if (!off) {
                    patch.putObject("output_config").put("effort", level);
                }
            }
        }
    }

    private static void limit(ObjectNode patch, Protocol protocol, int tokens) {
        switch (protocol) {
            case AnthropicMessages _ ->
                patch.putObject("thinking").put("type", "enabled").put("budget_tokens", tokens);
            case GoogleContent _ -> thinkingConfig(patch).put("thinkingBudget", tokens);
            case OpenAiChat _ ->
                throw new StudyException(
                        Category.CONFIG,
                        "Servers of chat completions have no one name for a thinking budget. Write the server's own, such as"
                                + " --body thinking_budget=%d or, for OpenRouter, --body reasoning.max_tokens=%d;"
                                + " or give --reasoning LEVEL.",
                        tokens,
                        tokens);
        }
    }

    private static ObjectNode thinkingConfig(ObjectNode patch) {
        return patch.putObject("generationConfig").putObject("thinkingConfig");
    }

    private static void set(ObjectNode patch, String path, JsonNode value) {
        List<String> keys = List.of(path.split("\\."));
        ObjectNode at = patch;
        for (String key : keys.subList(0, keys.size() - 1)) {
            at = at.path(key) instanceof ObjectNode there ? there : at.putObject(key);
        }
        if (at.path(keys.getLast()) instanceof ObjectNode there && value instanceof ObjectNode more) {
            more.properties().forEach(field -> there.set(field.getKey(), field.getValue()));
        } else {
            at.set(keys.getLast(), value);
        }
    }

    /// Lays one object over another; what is null there is taken out here.
    static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                ObjectNode open = target.path(field.getKey()) instanceof ObjectNode there
                        ? there
                        : target.putObject(field.getKey());
                merge(open, inner);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    /// The request as this server can be asked it.
    ChatRequest shaped(ChatRequest request) {
        return systemRole
                ? request
                : new ChatRequest(
                        withoutSystemRole(request.messages()),
                        request.tools(),
                        request.sampling(),
                        request.sample(),
                        request.scene());
    }

    private static List<ChatMessage> withoutSystemRole(List<ChatMessage> messages) {
        String system = messages.stream()
                .filter(ChatMessage.System.class::isInstance)
                .map(ChatMessage::text)
                .collect(Collectors.joining("\n\n"));
        List<ChatMessage> shaped = new ArrayList<>();
        boolean told = system.isEmpty();
        for (ChatMessage message : messages) {
            if (message instanceof ChatMessage.System) {
                continue;
            }
            if (!told && message instanceof ChatMessage.User(var text)) {
                shaped.add(new ChatMessage.User(system + "\n\n" + text));
            } else if (!told) {
                shaped.add(new ChatMessage.User(system));
                shaped.add(message);
            } else {
                shaped.add(message);
            }
            told = true;
        }
        if (!told) {
            shaped.add(new ChatMessage.User(system));
        }
        return shaped;
    }

    /// What the options add to the identity of a model that is asked under them; empty for none.
    String identity(Protocol protocol) {
        return isNone() ? "" : " with " + Json.line(patch(protocol)) + (systemRole ? "" : " without system role");
    }
}
