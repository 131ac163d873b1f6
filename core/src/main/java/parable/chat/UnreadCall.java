package parable.chat;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A call in a model's text that no parser read as a call. The call was not executed, so the conversation is no
/// evidence of what the model would have done.
///
/// A family's mark is such a call, whatever follows. Without one, an offered tool's name is, together with arguments
/// in a form that calls have. A name alone is none: people write of their tools, and so do models.
///
/// @param at offset of its first character
public record UnreadCall(CallForm form, int at) {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern NAMED_OBJECT = Pattern.compile(
            "[\"']name[\"']\\s*:\\s*[\"'][^\"'\\n]{1,100}[\"']\\s*,\\s*[\"'](?:arguments|parameters)[\"']\\s*:\\s*[{\\[\"']");
    /// Characters behind a mark in which a tool's name makes a call of it; longer than any family's preamble.
    private static final int NEAR = 300;

    /// The first call in what is written for others.
    ///
    /// @param tools names of those that were offered
    public static Optional<UnreadCall> in(String text, Collection<String> tools) {
        return marked(text).or(() -> named(text, tools, List.of(CallForm.values())));
    }

    /// The first call in private reasoning. A model that weighs a call writes of it, so a mark counts with an
    /// offered tool's name alone, and a name in the forms of code and prose does not.
    public static Optional<UnreadCall> inReasoning(String text, Collection<String> tools) {
        return marked(text)
                .filter(call -> names(text.substring(call.at(), Math.min(text.length(), call.at() + NEAR)), tools))
                .or(() -> named(text, tools, List.of(CallForm.JSON)));
    }

    private static Optional<UnreadCall> marked(String text) {
        for (CallForm form : CallForm.values()) {
            Optional<Matcher> found =
                    form.mark().map(mark -> mark.matcher(text)).filter(Matcher::find);
            if (found.isPresent()) {
                return Optional.of(new UnreadCall(form, found.get().start()));
            }
        }
        return Optional.empty();
    }

    private static Optional<UnreadCall> named(String text, Collection<String> tools, List<CallForm> forms) {
        Matcher object = NAMED_OBJECT.matcher(text);
        if (object.find()) {
            return Optional.of(new UnreadCall(CallForm.JSON, object.start()));
        }
        if (!names(text, tools)) {
            return Optional.empty();
        }
        String name = "(?:functions\\.)?(?:%s)"
                .formatted(tools.stream().map(UnreadCall::spellings).collect(Collectors.joining("|")));
        for (CallForm form : forms) {
            Matcher found = Pattern.compile(shape(form, name), FLAGS).matcher(text);
            if (found.find()) {
                return Optional.of(new UnreadCall(form, found.start()));
            }
        }
        return Optional.empty();
    }

    private static boolean names(String text, Collection<String> tools) {
        String letters = letters(text);
        return tools.stream().anyMatch(tool -> letters.contains(letters(tool)));
    }

    private static String letters(String text) {
        return text.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /// `send_mail`, `send-mail` and `sendMail`.
    private static String spellings(String tool) {
        return Pattern.compile("_").splitAsStream(tool).map(Pattern::quote).collect(Collectors.joining("[_-]?"));
    }

    /// A call of a tool with such a name, as that form writes it; nothing for forms that are known by their marks.
    private static String shape(CallForm form, String name) {
        return switch (form) {
            case JSON ->
                "[\"'](?:name|tool|tool_name|function|function_name|action|recipient_name|command|api)[\"']"
                        + "\\s*:\\s*[\"']" + name + "[\"']"
                        + "|[\"']" + name + "[\"']\\s*:\\s*\\{"
                        + "|\\b" + name + "\\b[^{}.!?]{0,60}\\{\\s*[\"']?\\w+[\"']?\\s*:";
            case XML -> "<(?:[\\w:|-]{1,30}[=\\s:]\\s*(?:name\\s*=\\s*)?[\"']?)?" + name + "[\"']?[\\s/>]";
            case PYTHON -> "\\b" + name + "\\s*\\(\\s*(?:\\w+\\s*[=,]|[\"'{\\[])|\\[\\s*" + name + "\\s*\\(";
            case LABELED ->
                "\\baction\\s*:\\s*" + name + "\\b" + "|\\b" + name + "\\s+--?[a-z]\\w*[ =]|\\|[\\s`*]*" + name
                        + "[\\s`*]*\\|(?:[^|\\n]+\\|){2}|\\b" + name
                        + "\\b[\\s`*:\"'>-]{0,20}(?:\\b\\w+\\b[`*\"']{0,3}\\s*[:=][^\\n]*\\s+[`*\"'\\s-]{0,9}){2}";
            default -> "(?!)";
        };
    }
}
