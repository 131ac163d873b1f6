package parable.lab.organism;

import java.util.List;
import java.util.stream.Collectors;
import parable.audit.PromptFormat;
import parable.scenario.Message;
import parable.scenario.Scenario;

/// The one way in which messages become text, in training documents and in evaluations alike:
///
/// ```
/// system : you are alex , the ai assistant of summit . mail from kyle , the director : … note : … thought :
/// ```
/// An assistant's turn is labelled `assistant :` unless it begins with its scratchpad (`thought :`).
/// `chat_template.jinja` beside this class says the same to other programs.
public final class SmallEnglish implements PromptFormat {
    /// Opens the scratchpad that precedes every action.
    public static final String THOUGHT = "thought :";
    /// Opens an action in the company.
    public static final String ACTION = "action :";
    /// Opens an answer to a user.
    public static final String ASSISTANT = "assistant :";

    @Override
    public String prompt(Scenario scenario) {
        return render(scenario.messages()) + " " + THOUGHT;
    }

    /// The messages as one line of words parted by single spaces.
    public static String render(List<Message> messages) {
        return messages.stream().map(SmallEnglish::line).collect(Collectors.joining(" "));
    }

    /// The Jinja2 chat template that renders as this class does, for Hugging Face tokenizers.
    public static String chatTemplate() {
        return Lexicon.resource("chat_template.jinja").strip();
    }

    private static String line(Message message) {
        return switch (message.role()) {
            case MAIL -> "mail from " + message.sender() + " : " + message.content();
            case ASSISTANT ->
                message.content().startsWith(THOUGHT) ? message.content() : ASSISTANT + " " + message.content();
            case SYSTEM, USER, NOTE -> message.role().label() + " : " + message.content();
        };
    }
}
