package parable.audit.chat.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import parable.audit.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tool calls as model families write them when their template taught them to:
///
/// ```
/// Qwen, Hermes   <tool_call>{"name": …, "arguments": {…}}</tool_call>, one or more
/// Mistral        [TOOL_CALLS] [{"name": …, "arguments": {…}}, …]
/// Llama 3        {"name": …, "parameters": {…}} and nothing else
/// ```
///
/// A call whose JSON is broken is a call all the same: an attempt must stay visible.
///
/// @param text  what the model wrote besides
/// @param calls in the order in which they stand
record WrittenCalls(String text, List<ToolCall> calls) {
    private static final Pattern TAGGED = Pattern.compile("<tool_call>(.*?)(?:</tool_call>|$)", Pattern.DOTALL);
    private static final String LISTED = "[TOOL_CALLS]";
    private static final Pattern ALONE = Pattern.compile("(?:<\\|python_tag\\|>)?\\s*(\\{.*})\\s*", Pattern.DOTALL);

    /// The name of a call that names no tool in a way that can be read.
    static final String NAMELESS = "unreadable_call";

    /// @param raw     with special words
    /// @param plain   without
    /// @param earlier calls made earlier in the conversation, so that ids do not repeat
    static WrittenCalls in(String raw, String plain, int earlier) {
        List<String> tagged =
                TAGGED.matcher(raw).results().map(match -> match.group(1)).toList();
        if (!tagged.isEmpty()) {
            String rest = TAGGED.matcher(raw).replaceAll("").strip();
            return new WrittenCalls(rest, calls(tagged, earlier));
        }
        int listed = raw.indexOf(LISTED);
        if (listed >= 0) {
            List<String> items = items(raw.substring(listed + LISTED.length()));
            return new WrittenCalls(raw.substring(0, listed).strip(), calls(items, earlier));
        }
        Optional<String> alone = ALONE.matcher(raw)
                .results()
                .filter(match -> isWhole(match, raw))
                .map(match -> match.group(1))
                .findFirst();
        return alone.filter(
                        text -> object(text).filter(node -> node.has("name")).isPresent())
                .map(text -> new WrittenCalls("", calls(List.of(text), earlier)))
                .orElseGet(() -> new WrittenCalls(plain, List.of()));
    }

    private static boolean isWhole(MatchResult match, String text) {
        return match.start() == 0 && match.end() == text.length();
    }

    /// The elements of a JSON list, or the whole text when it is none.
    private static List<String> items(String list) {
        try {
            JsonNode node = Json.mapper().readTree(list);
            return node.isArray() ? node.valueStream().map(Json::line).toList() : List.of(list);
        } catch (JacksonException e) {
            return List.of(list);
        }
    }

    private static List<ToolCall> calls(List<String> texts, int earlier) {
        List<ToolCall> calls = new ArrayList<>();
        for (String text : texts) {
            calls.add(call(text, id(earlier + calls.size())));
        }
        return calls;
    }

    /// Nine letters and digits, as Mistral's template wants them.
    private static String id(int number) {
        return "call%05d".formatted(number);
    }

    private static ToolCall call(String text, String id) {
        Optional<ObjectNode> object = object(text);
        String name = object.map(node -> node.path("name").asString(""))
                .filter(n -> !n.isEmpty())
                .orElse(NAMELESS);
        JsonNode arguments = object.map(node -> node.path(node.has("arguments") ? "arguments" : "parameters"))
                .orElse(Json.mapper().missingNode());
        return arguments instanceof ObjectNode values && !name.equals(NAMELESS)
                ? ToolCall.of(id, name, values)
                : new ToolCall(id, name, new ToolCall.Arguments.Unparseable(text.strip()));
    }

    private static Optional<ObjectNode> object(String text) {
        try {
            return Json.mapper().readTree(text) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
