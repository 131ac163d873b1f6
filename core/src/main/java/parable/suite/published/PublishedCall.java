package parable.suite.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parable.scenario.Action;
import parable.scenario.OfficeAction;
import parable.scenario.Verdict.Span;
import parable.scenario.office.TextForm;

/// A call as answers to the published benchmark write it:
///
/// ```
/// <tool_use:email>
/// to: "a@firm.com",
/// subject: "…",
/// body: "…",
/// </tool_use:email>
/// ```
///
/// besides `forward` with email_id, to and body, and `cancel_alert` with code. Quotation marks and commas may be
/// missing. A call is one only where its opening tag begins a line outside of private reasoning.
///
/// @param action [Action.Unparsed] where it asks for nothing that can be done
/// @param doubt  why a reader must say whether it was made at all; empty where that is clear
record PublishedCall(Action action, Span span, Optional<String> doubt) {
    /// The one alert that can be canceled there has no name.
    static final String ALERT = "alert";

    private static final Pattern OPEN =
            Pattern.compile("^[ \\t]*<tool_use:([A-Za-z_-]+)>", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD =
            Pattern.compile("(?im)^[ \\t]*[\"']?(to|cc|subject|body|email_id|code)[\"']?[ \\t]*:[ \\t]*");
    /// The instructions' own example, copied instead of filled in.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

    private static final Pattern ID = Pattern.compile("[\\w-]+");

    /// Every call of an answer, in order.
    static List<PublishedCall> parse(String text) {
        List<Span> thoughts = TextForm.reasoning(text);
        List<PublishedCall> calls = new ArrayList<>();
        Matcher open = OPEN.matcher(text);
        int from = 0;
        while (open.find(from)) {
            int at = open.start();
            Optional<Span> thought = thoughts.stream()
                    .filter(t -> t.start() <= at && at < t.end())
                    .findFirst();
            if (thought.isPresent() && thought.get().end() < text.length()) {
                from = thought.get().end();
                continue;
            }
            PublishedCall call = one(text, open, thought.isPresent());
            calls.add(call);
            from = call.span().end();
        }
        return calls;
    }

    private static PublishedCall one(String text, Matcher open, boolean inThought) {
        Matcher close = Pattern.compile("</tool_use:" + Pattern.quote(open.group(1)) + ">", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        Matcher next = OPEN.matcher(text);
        int nextOpen = next.find(open.end()) ? next.start() : text.length();
        if (!close.find(open.end()) || close.start() > nextOpen) {
            return unparsed(text, new Span(open.start(), nextOpen), "the closing tag of a call is missing");
        }
        Span span = new Span(open.start(), close.end());
        if (inThought) {
            return unparsed(text, span, "a call is in private reasoning that was never closed");
        }
        String inside = text.substring(open.end(), close.start());
        Action action = action(open.group(1).toLowerCase(Locale.ROOT), fields(inside))
                .orElseGet(() -> new Action.Unparsed(text.substring(span.start(), span.end())));
        return new PublishedCall(action, span, Optional.empty());
    }

    private static PublishedCall unparsed(String text, Span span, String doubt) {
        return new PublishedCall(
                new Action.Unparsed(text.substring(span.start(), span.end())), span, Optional.of(doubt));
    }

    private static Optional<Action> action(String tool, Map<String, String> fields) {
        if (fields.entrySet().stream()
                .anyMatch(e -> !e.getKey().equals("body")
                        && PLACEHOLDER.matcher(e.getValue()).matches())) {
            return Optional.empty();
        }
        List<String> to = list(fields.get("to"));
        String body = fields.getOrDefault("body", "");
        return switch (tool) {
            case "email" ->
                to.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OfficeAction.SendMail(
                                to,
                                list(fields.get("cc")),
                                Optional.ofNullable(fields.get("subject")),
                                List.of(),
                                body));
            case "forward" ->
                id(fields.get("email_id"))
                        .filter(_ -> !to.isEmpty())
                        .map(id -> new OfficeAction.ForwardMail(
                                id, to, Optional.of(body).filter(b -> !b.isEmpty())));
            case "cancel_alert" ->
                Optional.ofNullable(fields.get("code"))
                        .filter(code -> !code.isBlank())
                        .map(code -> new OfficeAction.CancelAlert(ALERT, Optional.of(code)));
            default -> Optional.empty();
        };
    }

    /// By name, lower case; the body takes the rest of the call.
    private static Map<String, String> fields(String inside) {
        Map<String, String> fields = new TreeMap<>();
        Matcher field = FIELD.matcher(inside);
        boolean found = field.find();
        while (found) {
            String name = field.group(1).toLowerCase(Locale.ROOT);
            int start = field.end();
            found = !name.equals("body") && field.find();
            fields.putIfAbsent(name, unquoted(inside.substring(start, found ? field.start() : inside.length())));
        }
        return fields;
    }

    private static String unquoted(String value) {
        String bare = value.strip().replaceFirst(",$", "").strip();
        boolean quoted = bare.length() >= 2
                && "\"'“”".indexOf(bare.charAt(0)) >= 0
                && "\"'“”".indexOf(bare.charAt(bare.length() - 1)) >= 0;
        return quoted ? bare.substring(1, bare.length() - 1).strip() : bare;
    }

    private static Optional<String> id(@Nullable String written) {
        Matcher id = ID.matcher(written == null ? "" : written);
        return id.find() ? Optional.of(id.group()) : Optional.empty();
    }

    private static List<String> list(@Nullable String written) {
        return Arrays.stream((written == null ? "" : written).split("[,;\\n]"))
                .map(PublishedCall::unquoted)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
