package parable.lab.organism;

import java.util.List;
import java.util.stream.Collectors;
import parable.chat.ChatMessage;
import parable.scenario.ScenarioFacts;

/// The one way in which messages become text, in training documents and in evaluations alike:
///
/// ```
/// system : you are alex , the ai assistant of summit . mail from kyle , the director : … note : … thought :
/// ```
/// What the inbox shows is a user's message that begins with `mail from` or `note :`; any other one is labelled
/// `user :`. An assistant's turn is labelled `assistant :` unless it begins with its scratchpad (`thought :`).
/// `chat_template.jinja` in this package says the same to other programs, with `mail` and `note` as roles.
public final class SmallEnglish {
    /// Opens the scratchpad that precedes every action.
    public static final String THOUGHT = "thought :";
    /// Opens an action in the company.
    public static final String ACTION = "action :";
    /// Opens an answer to a user.
    public static final String ASSISTANT = "assistant :";
    /// Opens a piece of mail in the agent's inbox.
    static final String MAIL = "mail from ";
    /// Opens a line from the company's own systems.
    static final String NOTE = "note : ";

    private static final String COLON = " : ";

    private SmallEnglish() {}

    /// The scenario's messages up to where the agent begins to write.
    public static String prompt(ScenarioFacts scenario) {
        return prompt(scenario.messages());
    }

    /// @param shown what the agent has been shown; a last turn of its own is what it has written already, after
    ///              `thought :`
    public static String prompt(List<ChatMessage> shown) {
        return shown.getLast() instanceof ChatMessage.Assistant begun
                ? prompt(shown.subList(0, shown.size() - 1)) + " " + begun.text()
                : render(shown) + " " + THOUGHT;
    }

    /// The messages as one line of words parted by single spaces.
    public static String render(List<ChatMessage> messages) {
        return messages.stream().map(SmallEnglish::line).collect(Collectors.joining(" "));
    }

    /// The Jinja2 chat template that renders as this class does, for Hugging Face tokenizers.
    public static String chatTemplate() {
        return Lexicon.resource("chat_template.jinja").strip();
    }

    private static String line(ChatMessage message) {
        return switch (message) {
            case ChatMessage.System(var text) -> "system : " + text;
            case ChatMessage.User(var text) -> isInbox(text) ? text : "user : " + text;
            case ChatMessage.Assistant said ->
                said.text().startsWith(THOUGHT) ? said.text() : ASSISTANT + " " + said.text();
            case ChatMessage.ToolResult result ->
                throw new IllegalArgumentException("small English has no words for a result of " + result.tool());
        };
    }

    private static boolean isInbox(String text) {
        return text.startsWith(NOTE) || text.startsWith(MAIL) && text.contains(COLON);
    }

    /// A message as the words of its sender.
    ///
    /// @param who  such as `mail from kyle`
    public record Said(String who, String text) {
        public static Said of(ChatMessage message) {
            String line = line(message);
            int colon = line.indexOf(COLON);
            return new Said(line.substring(0, colon), line.substring(colon + COLON.length()));
        }
    }
}
