package parable.audit.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import parable.chat.CallForm;
import parable.chat.ChatMessage;
import parable.chat.OfferedCalls;
import parable.chat.ToolCall;
import parable.chat.UnreadCall;
import parable.ground.LenientJson;
import parable.scenario.Dispatch;
import tools.jackson.databind.JsonNode;

/// Looks for calls in a conversation's texts that were not executed. Calls in the ledger were read. Confined to one
/// thread.
final class LeftCalls {
    private static final Pattern THOUGHT = Pattern.compile(
            "(?is)<(think|thinking|thought|reasoning|scratchpad|scratchpad_reasoning|private_reasoning)>(.*?)(?:</\\1>|\\z)"
                    + "|\\A(.*?)</(?:think|thinking)>");
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
        StringBuilder thoughts = new StringBuilder(
                turn.thinking().map(ChatMessage.Thinking::text).orElse(""));
        String said = THOUGHT.matcher(text).replaceAll(thought -> {
            thoughts.append('\n').append(thought.group(2) == null ? thought.group(3) : thought.group(2));
            return "";
        });
        return UnreadCall.in(said, tools)
                .filter(call -> !repeats(said.substring(Math.max(0, said.lastIndexOf('{', call.at()))), turn.calls()))
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

    /// Whether a text in JSON holds no other calls than those that were made: some servers hand a call over and
    /// leave it in the text too.
    private boolean repeats(String text, List<ToolCall> calls) {
        String rest = text;
        boolean isRepeated = false;
        for (int open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
            Optional<LenientJson.First> written = LenientJson.first(rest.substring(open));
            if (written.isEmpty()
                    || calls.stream()
                            .noneMatch(call -> isSame(call, written.get().value()))) {
                return false;
            }
            isRepeated = true;
            rest = written.get().rest();
        }
        String last = rest;
        return isRepeated && tools.stream().noneMatch(last::contains);
    }

    private static boolean isSame(ToolCall call, JsonNode written) {
        JsonNode arguments = written.path(written.has("arguments") ? "arguments" : "parameters");
        return written.path("name").asString("").endsWith(call.name())
                && OfferedCalls.arguments(arguments).equals(call.arguments());
    }
}
