package parable.chat.local;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.model.OpenModel;
import parable.text.ChatTemplates;
import parable.text.template.ChatTemplate;
import parable.text.template.TemplateException;
import tools.jackson.databind.node.ObjectNode;

/// How requests are written down for one model. Its templates are tried when the model is opened, with each kind of
/// message that an audit sends, so that none is refused in the middle of one.
///
/// @param words     special words by role
/// @param withTools for requests with tools
/// @param noTools   why requests with tools cannot be written down; empty when they can
record Prompts(SortedMap<String, String> words, ChatTemplate plain, ChatTemplate withTools, Optional<String> noTools) {
    static final LocalDateTime CLOCK = ChatTemplate.CLOCK;

    private static final ChatSampling SAMPLING = new ChatSampling(Optional.empty(), Optional.empty(), 1);
    private static final ChatMessage SYSTEM = new ChatMessage.System("You are Ann. Read what comes in."),
            USER = new ChatMessage.User("A mail came in.");

    private static final Tool TOOL = new Tool(
            "read_mail",
            "Reads one mail.",
            Json.mapper().readTree("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}"));

    /// Empty for a model without chat template.
    ///
    /// @throws StudyException when a template cannot be read, or refuses a conversation without tools
    static Optional<Prompts> of(String name, OpenModel model) {
        return model.templates().map(templates -> {
            try {
                return of(templates, model.words());
            } catch (TemplateException e) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        e,
                        "%s has a chat template that cannot be used here: %s. Serve the model with its own program and"
                                + " audit that, or take a model with another template.",
                        name,
                        e.getMessage());
            }
        });
    }

    static Prompts of(ChatTemplates templates, SortedMap<String, String> words) {
        ChatTemplate plain = ChatTemplate.parse(templates.source(false));
        ChatTemplate withTools = ChatTemplate.parse(templates.source(true));
        Prompts prompts = new Prompts(words, plain, withTools, Optional.empty());
        prompts.render(new ChatRequest(talk(), List.of(), SAMPLING, 0));
        return new Prompts(words, plain, withTools, prompts.refusalOfTools());
    }

    private Optional<String> refusalOfTools() {
        Optional<String> fault = NativeTools.fault(withTools, words, CLOCK);
        if (fault.isPresent()) {
            return fault;
        }
        try {
            render(new ChatRequest(talkWithTools(), List.of(TOOL), SAMPLING, 0));
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(
                    "has a chat template that refuses a conversation with tools (%s)".formatted(e.getMessage()));
        }
    }

    /// Why `name` cannot be given tools, and what to do; empty where it can.
    Optional<String> withoutTools(String name) {
        return noTools.map(
                reason -> "%s %s. Choose the condition that describes tools as text: --condition tool-form=text."
                        .formatted(name, reason));
    }

    private static List<ChatMessage> talk() {
        return List.of(SYSTEM, USER, said("Noted."), USER);
    }

    private static List<ChatMessage> talkWithTools() {
        return List.of(
                SYSTEM,
                USER,
                said("I look.", "call00001"),
                result("call00001"),
                said("", "call00002", "call00003"),
                result("call00002"),
                result("call00003"),
                said("Done."),
                USER);
    }

    private static ChatMessage said(String text, String... calls) {
        ObjectNode arguments = Json.mapper().createObjectNode().put("id", 1);
        return new ChatMessage.Assistant(
                text,
                List.of(calls).stream()
                        .map(id -> ToolCall.of(id, TOOL.name(), arguments))
                        .toList(),
                Optional.empty());
    }

    private static ChatMessage result(String call) {
        return new ChatMessage.ToolResult(call, TOOL.name(), "From: Ben", false);
    }

    /// @throws ChatFailure when the model's template has no way to write this down
    String prompt(String name, ChatRequest request) {
        if (!request.tools().isEmpty() && noTools.isPresent()) {
            throw ChatFailure.of(Kind.UNUSABLE, withoutTools(name).orElseThrow());
        }
        try {
            return render(request);
        } catch (TemplateException e) {
            throw ChatFailure.of(Kind.PERMANENT, "%s cannot be asked this: %s".formatted(name, e.getMessage()));
        }
    }

    private String render(ChatRequest request) {
        ChatTemplate template = request.tools().isEmpty() ? plain : withTools;
        return template.render(TemplateInput.of(request, words), CLOCK).text();
    }
}
