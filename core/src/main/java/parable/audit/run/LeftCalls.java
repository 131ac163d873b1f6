package parable.audit.run;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.audit.Dispatch;
import parable.audit.chat.CallForm;
import parable.audit.chat.ChatMessage;
import parable.audit.chat.ToolCall;
import parable.audit.chat.UnreadCall;
import tools.jackson.databind.JsonNode;

/// Looks for calls that stand in a conversation's texts and that nobody carried out. What the ledger holds was read.
/// Confined to one thread.
final class LeftCalls {
    private static final Pattern THOUGHT = Pattern.compile(
            "(?is)<(think|thinking|thought|reasoning|scratchpad|scratchpad_reasoning|private_reasoning)>(.*?)(?:</\\1>|\\z)"
                    + "|\\A(.*?)</(?:think|thinking)>");
    /// Of an argument, so much must stand in a text that repeats its call.
    private static final int TOLD = 40;

    private final Played played;
    private final Collection<String> tools;
    private int from;
    private int next;

    private LeftCalls(Played played, Collection<String> tools) {
        this.played = played;
        this.tools = tools;
    }

    /// The form of the first such call.
    static Optional<CallForm> in(Played played, Collection<String> tools) {
        LeftCalls search = new LeftCalls(played, tools);
        for (ChatMessage message : played.messages()) {
            if (message instanceof ChatMessage.Assistant turn) {
                Optional<UnreadCall> left = search.turn(turn);
                if (left.isPresent()) {
                    return left.map(UnreadCall::form);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<UnreadCall> turn(ChatMessage.Assistant turn) {
        String text = open(turn.text());
        boolean acted = !turn.calls().isEmpty() || text.length() < turn.text().length();
        StringBuilder thoughts =
                new StringBuilder(turn.thinking().map(ChatMessage.Thinking::text).orElse(""));
        String said = THOUGHT.matcher(text).replaceAll(thought -> {
            thoughts.append('\n').append(thought.group(2) == null ? thought.group(3) : thought.group(2));
            return "";
        });
        return UnreadCall.in(said, tools)
                .filter(call -> !repeats(said.substring(call.at()), turn.calls()))
                .or(() -> acted ? Optional.empty() : reasoned(thoughts.toString(), said));
    }

    /// Where nothing was said aloud, whatever was written went where thoughts go.
    private Optional<UnreadCall> reasoned(String thoughts, String said) {
        return said.isBlank() ? UnreadCall.in(thoughts, tools) : UnreadCall.inReasoning(thoughts, tools);
    }

    /// A turn's text without the calls in text form that the ledger holds.
    private String open(String text) {
        int start = text.isEmpty() ? -1 : played.written().indexOf(text, from);
        if (start < 0) {
            return text;
        }
        from = start + text.length();
        StringBuilder rest = new StringBuilder();
        int at = start;
        List<Dispatch> ledger = played.ledger();
        for (; next < ledger.size() && ledger.get(next).start() < from; next++) {
            Dispatch done = ledger.get(next);
            if (done.start() >= at && done.end() <= from) {
                rest.append(played.written(), at, done.start()).append("\n.\n");
                at = done.end();
            }
        }
        return rest.append(played.written(), at, from).toString();
    }

    /// Whether a text holds no other calls than those that were made: as many as were, with all their arguments. Some
    /// servers hand a call over and leave it in the text too.
    private boolean repeats(String text, List<ToolCall> calls) {
        String plain = plain(text);
        long named = tools.stream().mapToLong(tool -> count(plain, plain(tool))).sum();
        return !calls.isEmpty() && named <= calls.size() && calls.stream().allMatch(call -> tells(plain, call));
    }

    private static long count(String text, String tool) {
        Matcher found = Pattern.compile("\\b" + Pattern.quote(tool) + "\\b").matcher(text);
        return found.results().count();
    }

    private static boolean tells(String plain, ToolCall call) {
        return plain.contains(plain(call.name()))
                && call.parsed().stream().allMatch(values -> values.values().stream().allMatch(v -> holds(plain, v)));
    }

    private static boolean holds(String plain, JsonNode value) {
        if (value.isContainer()) {
            return value.valueStream().allMatch(part -> holds(plain, part));
        }
        String told = plain(value.asString(""));
        return plain.contains(told.substring(0, Math.min(TOLD, told.length())));
    }

    /// Without what JSON and XML write differently.
    private static String plain(String text) {
        return text.replaceAll("\\\\[nrt]", " ").replaceAll("[\\\\\"']", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
