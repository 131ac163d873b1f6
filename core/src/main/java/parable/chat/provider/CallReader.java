package parable.chat.provider;

import java.util.HashSet;
import java.util.Set;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.OfferedCalls;
import parable.chat.ToolCall;
import parable.chat.ToolCall.Arguments;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the tool calls of one answer as servers really send them: ids missing or repeated, names and arguments in
/// any form that [OfferedCalls] reads.
final class CallReader {
    /// Under this key travel arguments that were no JSON object back to the provider, which wants an object.
    private static final String UNPARSEABLE = "unparseable";

    private final OfferedCalls offered;
    private final Set<String> taken = new HashSet<>();
    private final int turn;

    /// @param request the question: the tools it offers, and its earlier turns, whose ids are taken
    CallReader(ChatRequest request) {
        offered = new OfferedCalls(request.tools());
        for (ChatMessage message : request.messages()) {
            if (message instanceof ChatMessage.Assistant assistant) {
                assistant.calls().forEach(call -> taken.add(call.id()));
            }
        }
        turn = request.messages().size();
    }

    /// @param id empty where the server gave none
    ToolCall call(String id, String name, JsonNode arguments) {
        String unique = id.isBlank() || !taken.add(id) ? fresh() : id;
        return offered.call(unique, name, arguments);
    }

    /// Nine letters and digits: the strictest server takes exactly nine.
    private String fresh() {
        for (int i = 0; ; i++) {
            String id = "c%05d%03d".formatted((turn + i / 1000) % 100_000, i % 1000);
            if (taken.add(id)) {
                return id;
            }
        }
    }

    /// The arguments as an object, for sending a call back in the history.
    static ObjectNode object(ToolCall call) {
        return switch (call.arguments()) {
            case Arguments.Parsed(var values) -> values;
            case Arguments.Unparseable(var text) ->
                Json.mapper().createObjectNode().put(UNPARSEABLE, text);
        };
    }
}
