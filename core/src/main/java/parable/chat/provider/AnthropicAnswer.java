package parable.chat.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Usage;
import tools.jackson.databind.JsonNode;

/// Reads one message of Anthropic's, block by block.
final class AnthropicAnswer {
    private AnthropicAnswer() {}

    static Reply read(JsonNode body, ChatRequest request, Optional<Usage> usage, Exchange exchange) {
        if (!body.path("content").isArray()) {
            throw Protocol.malformed("it has no list \"content\"", exchange);
        }
        List<JsonNode> blocks = List.copyOf(body.path("content").values());
        String stop = Fields.text(body, "stop_reason");
        AnswerParts parts = new AnswerParts(request);
        blocks.forEach(block -> block(block, parts, StopWord.of(stop) == StopWord.PAUSED));
        parts.goesBack(isInOrder(blocks) ? thoughts(blocks) : blocks);
        return parts.reply(stop, AnswerParts.count(body.path("usage"), "output_tokens"), usage, exchange);
    }

    private static void block(JsonNode block, AnswerParts parts, boolean isPaused) {
        String type = Fields.text(block, "type");
        switch (type) {
            case "text" -> parts.says(Fields.text(block, "text"));
            case "thinking", "redacted_thinking" -> {
                parts.thinks(Fields.text(block, "thinking"));
                parts.hidesThinking();
            }
            case "tool_use" -> parts.calls(Fields.text(block, "id"), Fields.text(block, "name"), block.path("input"));
            default -> {
                if (!isPaused || !isServers(type)) {
                    parts.unread("a block of type \"%s\"".formatted(AnswerParts.shown(type)));
                }
            }
        }
    }

    static boolean isThought(JsonNode block) {
        String type = Fields.text(block, "type");
        return type.equals("thinking") || type.equals("redacted_thinking");
    }

    /// Whether a block is about a tool that the server runs itself.
    static boolean isServers(String type) {
        return type.equals("server_tool_use") || type.equals("mcp_tool_use") || type.endsWith("_tool_result");
    }

    private static List<JsonNode> thoughts(List<JsonNode> blocks) {
        return blocks.stream().filter(AnthropicAnswer::isThought).toList();
    }

    /// Thoughts, then one text, then calls: the order in which a turn is written from its parts.
    private static boolean isInOrder(List<JsonNode> blocks) {
        List<String> types = new ArrayList<>();
        blocks.forEach(block -> types.add(isThought(block) ? "thought" : Fields.text(block, "type")));
        String order = String.join(" ", types);
        return thoughts(blocks).isEmpty()
                ? types.stream().allMatch(type -> type.equals("text") || type.equals("tool_use"))
                : order.matches("thought( thought)*+( text)?( tool_use)*+");
    }
}
