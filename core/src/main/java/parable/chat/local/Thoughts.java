package parable.chat.local;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer divided where it begins: what the model wrote for itself, and the rest. A template that ends its prompt
/// with the opening tag of a thought makes the answer begin inside one; else a model may open one itself.
///
/// @param thought what was thought; empty where nothing was
/// @param rest    what follows; empty where the thought never ends
/// @param end     how the thought ended
record Thoughts(String thought, String rest, End end) {
    /// How a thought ended.
    enum End {
        /// There was none, or it was closed.
        CLOSED,
        /// It never ended.
        OPEN,
        /// A closing tag came that nothing had opened: the text before it may be reasoning or answer.
        NEVER_OPENED
    }

    private static final Pattern OPEN =
            Pattern.compile("<(think|thinking|thought|reasoning)>|\\[(THINK)]|<\\|(START_THINKING)\\|>");
    private static final Pattern CLOSE =
            Pattern.compile("</(?:think|thinking|thought|reasoning)>|\\[/THINK]|<\\|END_THINKING\\|>");

    static Thoughts of(String prompt, String answer) {
        Optional<String> opened = opened(prompt.stripTrailing());
        Matcher own = OPEN.matcher(answer);
        if (opened.isPresent()) {
            return behind(opened.get(), answer, 0);
        }
        if (own.find() && answer.substring(0, own.start()).isBlank()) {
            return behind(own.group(), answer, own.end());
        }
        Matcher close = CLOSE.matcher(answer);
        boolean isStray = close.find() && (!own.reset().find() || close.start() < own.start());
        return isStray
                ? new Thoughts(answer.substring(0, close.start()), answer.substring(close.end()), End.NEVER_OPENED)
                : new Thoughts("", answer, End.CLOSED);
    }

    /// @param from behind the opening tag
    static Thoughts behind(String opening, String text, int from) {
        String closing = closing(opening);
        int close = text.indexOf(closing, from);
        return close < 0
                ? new Thoughts(text.substring(from), "", End.OPEN)
                : new Thoughts(text.substring(from, close), text.substring(close + closing.length()), End.CLOSED);
    }

    /// The first opening tag in `text` from there on.
    static Optional<Matcher> next(String text, int from) {
        Matcher open = OPEN.matcher(text);
        return open.find(from) ? Optional.of(open) : Optional.empty();
    }

    /// The tag with which a prompt ends, if it opens a thought.
    static Optional<String> opened(String prompt) {
        return OPEN.matcher(prompt)
                .results()
                .filter(tag -> tag.end() == prompt.length())
                .map(tag -> tag.group())
                .findFirst();
    }

    private static String closing(String opening) {
        return opening.equals("<|START_THINKING|>")
                ? "<|END_THINKING|>"
                : opening.charAt(0) + "/" + opening.substring(1);
    }
}
