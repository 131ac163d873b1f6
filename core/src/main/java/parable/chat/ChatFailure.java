package parable.chat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// No reply came. The class says whether asking again can help.
public final class ChatFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /// The server or the way to it failed: ask again after a pause.
        TRANSIENT,
        /// Too many requests: ask again later, and ask less often.
        RATE_LIMITED,
        /// No answer in the time that was given: ask again, with fewer at once. A server that takes all
        /// requests and answers few at a time keeps the others waiting until their time is over.
        TIMED_OUT,
        /// The same request will fail again, such as one that is longer than the model reads.
        PERMANENT,
        /// Every request will fail: wrong key, unknown model, no credit.
        UNUSABLE
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable Exchange exchange;

    /// @param retryAfter how long the server asked us to wait
    /// @param exchange   what went over the wire, as far as anything did
    public ChatFailure(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Exchange exchange) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.exchange = exchange;
    }

    public static ChatFailure of(Kind kind, String message) {
        return new ChatFailure(kind, message, null, null);
    }

    public Kind kind() {
        return kind;
    }

    /// Whether the same request may be answered later.
    public boolean mayPass() {
        return switch (kind) {
            case TRANSIENT, RATE_LIMITED, TIMED_OUT -> true;
            case PERMANENT, UNUSABLE -> false;
        };
    }

    /// Whether fewer requests at once would help.
    public boolean isCrowded() {
        return kind == Kind.RATE_LIMITED || kind == Kind.TIMED_OUT;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Optional<Exchange> exchange() {
        return Optional.ofNullable(exchange);
    }
}
