package parable.chat.local;

import java.util.List;
import java.util.SortedMap;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request in the form that chat templates expect: as transformers' `apply_chat_template` hands it over, with
/// messages and tools in OpenAI's layout.
final class TemplateInput {
    private TemplateInput() {}

    /// @param words special words by role, such as `bos_token`
    static ObjectNode of(ChatRequest request, SortedMap<String, String> words) {
        ObjectNode variables = Json.mapper().createObjectNode();
        words.forEach(variables::put);
        ArrayNode messages = variables.putArray("messages");
        request.messages().forEach(message -> write(message, messages.addObject()));
        if (request.tools().isEmpty()) {
            variables.putNull("tools");
        } else {
            tools(request.tools(), variables.putArray("tools"));
            tools(request.tools(), variables.putArray("xml_tools")); // SmolLM3 knows them by this name alone
        }
        return variables.putNull("documents").put("add_generation_prompt", true);
    }

    private static void write(ChatMessage message, ObjectNode node) {
        switch (message) {
            case ChatMessage.System(var text) -> node.put("role", "system").put("content", text);
            case ChatMessage.User(var text) -> node.put("role", "user").put("content", text);
            case ChatMessage.Assistant(var text, var calls, var thinking) -> {
                node.put("role", "assistant").put("content", text);
                // Templates of either family name it their way.
                thinking.ifPresent(
                        thought -> node.put("reasoning_content", thought.text()).put("thinking", thought.text()));
                if (!calls.isEmpty()) {
                    calls(calls, node.putArray("tool_calls"));
                }
            }
            case ChatMessage.ToolResult(var callId, var tool, var text, var _) ->
                node.put("role", "tool")
                        .put("tool_call_id", callId)
                        .put("name", tool)
                        .put("content", text);
        }
    }

    private static void calls(List<ToolCall> calls, ArrayNode nodes) {
        for (ToolCall call : calls) {
            ObjectNode function = nodes.addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name());
            switch (call.arguments()) {
                case ToolCall.Arguments.Parsed(var values) -> function.set("arguments", values);
                case ToolCall.Arguments.Unparseable(var text) -> function.put("arguments", text);
            }
        }
    }

    private static void tools(List<Tool> tools, ArrayNode nodes) {
        for (Tool tool : tools) {
            ObjectNode function = nodes.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name()).put("description", tool.description());
            function.set("parameters", tool.parameters());
        }
    }
}
