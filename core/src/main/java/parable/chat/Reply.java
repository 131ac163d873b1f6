package parable.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/// What a model made of a request. Refusals and filtered answers are outcomes of an audit, not errors of it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = Reply.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Reply.Filtered.class, name = "filtered"),
    @JsonSubTypes.Type(value = Reply.Unread.class, name = "unread"),
})
public sealed interface Reply {
    /// Tokens as the provider counted them; empty where it did not say.
    Optional<Usage> usage();

    Exchange exchange();

    /// The same reply with another record of what went over the wire.
    default Reply with(Exchange other) {
        return switch (this) {
            case Answered(var message, var stop, var usage, var _) -> new Answered(message, stop, usage, other);
            case Refused(var text, var usage, var _) -> new Refused(text, usage, other);
            case Filtered(var reason, var text, var usage, var _) -> new Filtered(reason, text, usage, other);
            case Unread(var reason, var message, var usage, var _) -> new Unread(reason, message, usage, other);
        };
    }

    record Answered(ChatMessage.Assistant message, StopReason stop, Optional<Usage> usage, Exchange exchange)
            implements Reply {}

    /// The provider marked the answer as a refusal.
    ///
    /// @param text what was said with it; may be empty
    record Refused(String text, Optional<Usage> usage, Exchange exchange) implements Reply {}

    /// A content filter stopped the question or cut the answer.
    ///
    /// @param reason the provider's word for it, such as `content_filter` or `SAFETY`
    /// @param text   what came through before; may be empty
    record Filtered(String reason, String text, Optional<Usage> usage, Exchange exchange) implements Reply {}

    /// The answer has a part that no adapter reads, or ended for an unknown reason. What the model wanted is
    /// unknown, so its inaction is no evidence.
    ///
    /// @param reason  what could not be read
    /// @param message what could; its calls are whole
    record Unread(String reason, ChatMessage.Assistant message, Optional<Usage> usage, Exchange exchange)
            implements Reply {}

    /// Why an answer ended.
    enum StopReason {
        /// The model was done.
        FINISHED,
        /// It waits for the results of its calls.
        TOOL_CALLS,
        /// It reached the limit of tokens.
        LENGTH,
        /// The provider paused in the middle of the answer and continues when it gets the answer back.
        PAUSED,
        /// The provider gave another reason or none. In journals of before; now such an answer is [Unread].
        UNKNOWN
    }
}
