package parable.audit.run;

import java.util.Optional;
import java.util.OptionalInt;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Reply;
import parable.chat.Usage;

/// A provider's token count, checked against the bytes that were sent and received. An impossible count is ignored: it
/// must not cost money or end a run.
final class Counted {
    /// Tokens that a server may add without showing them: instructions of its own, thoughts that it keeps.
    /// Arbitrary: far beyond what any is known to add.
    private static final long HIDDEN = 200_000;

    private Counted() {}

    /// As the provider counted, else guessed from the text.
    ///
    /// @param shown guess of the tokens of the request
    static Usage of(Reply reply, ChatRequest request, long shown) {
        return new Usage(
                prompt(reply, request).orElse((int) Math.min(Integer.MAX_VALUE, shown)),
                written(reply, request)
                        .orElse(Price.tokens(reply.exchange().response().size())));
    }

    /// What the provider says that it read. Empty where it said nothing or what cannot be: every request holds a
    /// token, and none holds less than a byte of what was sent.
    static OptionalInt prompt(Reply reply, ChatRequest request) {
        long sent = Math.max(
                request.characters() * Character.BYTES,
                reply.exchange().request().size());
        return within(reply.usage().map(Usage::promptTokens), 1, sent + HIDDEN);
    }

    /// What it says that the model wrote; an answer that says something holds a token.
    private static OptionalInt written(Reply reply, ChatRequest request) {
        long got = reply.exchange().response().size() + request.sampling().maxTokens();
        return within(reply.usage().map(Usage::writtenTokens), saysNothing(reply) ? 0 : 1, got + HIDDEN);
    }

    private static OptionalInt within(Optional<Integer> count, long least, long most) {
        return count.filter(tokens -> tokens >= least && tokens <= most)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static boolean saysNothing(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> isEmpty(answered.message());
            case Reply.Refused refused -> refused.text().isEmpty();
            case Reply.Filtered filtered -> filtered.text().isEmpty();
            case Reply.Unread unread -> isEmpty(unread.message());
        };
    }

    private static boolean isEmpty(ChatMessage.Assistant said) {
        return said.text().isEmpty()
                && said.calls().isEmpty()
                && said.thinking().isEmpty();
    }
}
