package parable.chat.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.OfferedCalls;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.chat.UnreadCall;
import parable.chat.Usage;
import parable.ground.Visible;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parts of one answer as a protocol finds them, and what the whole is then: the same for all protocols. What a
/// protocol cannot read it reports, and then the answer is [Reply.Unread]. Confined to one thread.
final class AnswerParts {
    /// Tokens that an answer without any content may have: the words that end a turn, an empty pair of tags for
    /// thoughts. The shortest call of any family is longer.
    private static final int EMPTY_TURN = 8;

    private static final int SHOWN = 80;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final ChatRequest request;
    private final CallReader reader;
    private List<JsonNode> goesBack = List.of();
    private boolean isThinkingHidden;
    private String refusal = "";

    AnswerParts(ChatRequest request) {
        this.request = request;
        this.reader = new CallReader(request);
    }

    void says(String words) {
        text.append(words);
    }

    void thinks(String words) {
        thinking.append(words);
    }

    void refuses(String words) {
        refusal = words;
    }

    /// Characters of thoughts that are shown.
    int thought() {
        return thinking.length();
    }

    /// @return whether the call has a name
    boolean calls(String id, String name, JsonNode arguments) {
        if (name.isBlank()) {
            unread("a call without a name");
            return false;
        }
        return calls.add(reader.call(id, name, arguments));
    }

    /// Whether a call of that name with these arguments was read already.
    boolean hasCall(String name, JsonNode arguments) {
        return calls.stream()
                .anyMatch(call ->
                        name.endsWith(call.name()) && call.arguments().equals(OfferedCalls.arguments(arguments)));
    }

    int callCount() {
        return calls.size();
    }

    void unread(String part) {
        unread.add(part);
    }

    /// A part that the protocol does not name: unread where it holds a call of an offered tool.
    void unknown(String name, JsonNode part) {
        List<String> tools = request.tools().stream().map(Tool::name).toList();
        if (UnreadCall.in(part.toString(), tools).isPresent()) {
            unread("a call under \"%s\"".formatted(shown(name)));
        }
    }

    /// What the provider wants back unchanged with this turn.
    void goesBack(List<JsonNode> blocks) {
        goesBack = blocks;
    }

    /// The provider counts thoughts that it does not show.
    void hidesThinking() {
        isThinkingHidden = true;
    }

    String text() {
        return text.toString();
    }

    private ChatMessage.Assistant message() {
        return new ChatMessage.Assistant(
                text(),
                calls,
                thinking.isEmpty() && goesBack.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ChatMessage.Thinking(thinking.toString(), goesBack)));
    }

    private ChatMessage.Assistant withoutCalls() {
        ChatMessage.Assistant whole = message();
        return calls.isEmpty() ? whole : new ChatMessage.Assistant(whole.text(), List.of(), whole.thinking());
    }

    /// @param word    why it ended, as the provider says
    /// @param counted tokens of this answer besides thoughts
    /// @throws ChatFailure where it is no answer
    Reply reply(String word, long counted, Optional<Usage> usage, Exchange exchange) {
        StopWord stop = isAtLimit(usage) ? StopWord.of(word).atLimit() : StopWord.of(word);
        switch (stop) {
            case BROKEN_OFF -> throw Protocol.malformed("it broke off (%s)".formatted(shown(word)), exchange);
            case FILTERED -> {
                return new Reply.Filtered(word, text(), usage, exchange);
            }
            default -> {}
        }
        boolean isRefused = stop == StopWord.REFUSED || !refusal.isBlank();
        if (isRefused && calls.isEmpty() && unread.isEmpty()) {
            return new Reply.Refused(refusal.isBlank() ? text() : refusal, usage, exchange);
        }
        ChatMessage.Assistant said = message();
        if (Fields.isEmpty(said.text(), !calls.isEmpty(), said.thinking().isPresent(), usage) && unread.isEmpty()) {
            throw Protocol.malformed("it holds neither text nor calls nor a count of tokens", exchange);
        }
        Optional<String> fault = fault(stop, word, counted, isRefused);
        if (fault.isPresent()) {
            boolean isWhole = (stop == StopWord.FINISHED || stop == StopWord.CALLS) && !isRefused;
            return new Reply.Unread(fault.get(), isWhole ? said : withoutCalls(), usage, exchange);
        }
        return new Reply.Answered(said, reason(stop), usage, exchange);
    }

    /// Some servers say that a call waits although the limit cut it.
    private boolean isAtLimit(Optional<Usage> usage) {
        return usage.filter(count -> count.writtenTokens() == request.sampling().maxTokens())
                .isPresent();
    }

    /// What keeps the answer from being read as one.
    private Optional<String> fault(StopWord stop, String word, long counted, boolean isRefused) {
        if (!unread.isEmpty()) {
            return Optional.of("the answer holds %s, which is not read".formatted(unread.getFirst()));
        }
        if (isRefused) {
            return Optional.of("the answer is marked as a refusal and holds a call");
        }
        return switch (stop) {
            case UNKNOWN ->
                Optional.of(
                        word.isBlank()
                                ? "the server does not say why the answer ended"
                                : "the answer ended for a reason that is not known: \"%s\"".formatted(shown(word)));
            case TORN_CALL -> Optional.of("the server could not read the model's call (%s)".formatted(shown(word)));
            case CALLS ->
                calls.isEmpty()
                        ? Optional.of("the answer promises a call and holds none: the server's reader of calls lost it")
                        : Optional.empty();
            case FINISHED ->
                isSwallowed(counted)
                        ? Optional.of("the server counted tokens of an answer and handed none of it over:"
                                + " its reader of calls or of thoughts lost them")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean isSwallowed(long counted) {
        return text().isBlank() && calls.isEmpty() && !isThinkingHidden && counted > EMPTY_TURN;
    }

    /// Some servers say `stop` although calls wait for their results.
    private StopReason reason(StopWord stop) {
        return switch (stop) {
            case CUT -> StopReason.LENGTH;
            case PAUSED -> StopReason.PAUSED;
            default -> calls.isEmpty() ? StopReason.FINISHED : StopReason.TOOL_CALLS;
        };
    }

    static String shown(String word) {
        String line = Visible.line(word);
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    /// A count as the server gave it; 0 where it gave none.
    static long count(JsonNode usage, String key) {
        return usage.path(key).isNumber() ? (long) usage.path(key).asDouble(0) : 0;
    }

    /// Whether there is a value at all.
    static boolean isThere(JsonNode node) {
        return !(node.isMissingNode()
                || node.isNull()
                || node.isContainer() && node.isEmpty()
                || node.isString() && node.stringValue().isBlank());
    }

    /// All but these keys of an object that hold anything.
    static ObjectNode without(JsonNode node, Set<String> keys) {
        ObjectNode rest = Fields.object();
        node.properties().stream()
                .filter(e -> !keys.contains(e.getKey()) && isThere(e.getValue()))
                .forEach(e -> rest.set(e.getKey(), e.getValue()));
        return rest;
    }
}
