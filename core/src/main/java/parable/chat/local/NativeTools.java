package parable.chat.local;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.OfferedCalls;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.text.template.ChatTemplate;
import parable.text.template.TemplateException;
import tools.jackson.databind.node.ObjectNode;

/// Tries a chat template with a tool before anything is measured: it must show the tool and its result, and write a
/// call in words that are read back as this very call. Else a model's acts would pass for words, or for nothing.
final class NativeTools {
    private static final String VALUE = "probe value";
    private static final String RESULT = "probe result";
    private static final Tool PROBE =
            new Tool("probe_tool", "Tries the template.", Json.mapper().readTree("""
                    {"type": "object", "properties": {"probe_argument": {"type": "string", "description": "any text"}},
                     "required": ["probe_argument"]}"""));
    private static final ToolCall CALL = ToolCall.of(
            "call00000", PROBE.name(), Json.mapper().createObjectNode().put("probe_argument", VALUE));
    private static final ChatMessage.User QUESTION = new ChatMessage.User("Please begin.");
    /// Words that end a turn or a text.
    private static final Pattern TURN_END = Pattern.compile("(?:<\\|[A-Za-z0-9_]{1,40}\\|>|</s>|\\s)++$");

    private final ChatTemplate template;
    private final SortedMap<String, String> words;
    private final LocalDateTime clock;

    private NativeTools(ChatTemplate template, SortedMap<String, String> words, LocalDateTime clock) {
        this.template = template;
        this.words = words;
        this.clock = clock;
    }

    /// Why calls of a model with this template could not be seen; empty where they can.
    static Optional<String> fault(ChatTemplate template, SortedMap<String, String> words, LocalDateTime clock) {
        if (!template.mentions("tools")) {
            return Optional.of("has a chat template without tools");
        }
        try {
            return new NativeTools(template, words, clock).fault();
        } catch (TemplateException e) {
            return Optional.of("has a chat template that refuses tools, their calls or their results (%s)"
                    .formatted(e.getMessage()));
        }
    }

    private Optional<String> fault() {
        String offered = rendered(true, QUESTION);
        if (!offered.contains(PROBE.name())) {
            return Optional.of("has a chat template that does not show tools to the model");
        }
        ChatMessage.Assistant turn = ChatMessage.Assistant.of("", CALL);
        String answered =
                rendered(true, QUESTION, turn, new ChatMessage.ToolResult(CALL.id(), PROBE.name(), RESULT, false));
        if (!answered.contains(RESULT)) {
            return Optional.of("has a chat template that does not show the model what a tool answered");
        }
        String written = written(offered, rendered(false, QUESTION, turn));
        if (!answered.contains(VALUE)) { // calls of before are not shown: what is taught must do
            return CallSyntax.next(offered, 0).isPresent() ? Optional.empty() : Optional.of(unknown("shows none"));
        }
        List<ToolCall> read = WrittenCalls.in(Thoughts.of("", written), new OfferedCalls(List.of(PROBE)), 0)
                .calls();
        return read.equals(List.of(CALL)) ? Optional.empty() : Optional.of(unknown("writes " + brief(written)));
    }

    private static String unknown(String what) {
        return "has a chat template whose tool calls no reader here knows (it %s), so that its acts could not be seen"
                .formatted(what);
    }

    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return "\"%s\"".formatted(line.length() <= 80 ? line : line.substring(0, 80) + "…");
    }

    /// What the assistant wrote of a text that begins as the prompt does.
    private static String written(String prompt, String whole) {
        String opened = prompt.stripTrailing();
        String header = Thoughts.opened(opened)
                .map(tag -> opened.substring(0, opened.length() - tag.length()))
                .orElse(prompt);
        int shared = 0;
        while (shared < Math.min(header.length(), whole.length()) && header.charAt(shared) == whole.charAt(shared)) {
            shared++;
        }
        return TURN_END.matcher(whole.substring(shared)).replaceFirst("");
    }

    private String rendered(boolean isPrompt, ChatMessage... messages) {
        ChatRequest request =
                new ChatRequest(new ArrayList<>(List.of(messages)), List.of(PROBE), ChatSampling.AS_SERVED, 0);
        ObjectNode input = TemplateInput.of(request, words);
        input.put("add_generation_prompt", isPrompt);
        return template.render(input, clock).text();
    }
}
