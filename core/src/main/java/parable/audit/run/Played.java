package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import parable.audit.Dispatch;
import parable.audit.Transcript;
import parable.audit.Verdict;
import parable.audit.chat.ChatMessage;

/// What became of one conversation.
///
/// @param messages after what the model was shown at first
/// @param written  everything the agent wrote, into which the spans of ledger and verdict point
/// @param usage    tokens, summed over the turns
public record Played(
        End end,
        List<ChatMessage> messages,
        String written,
        List<Dispatch> ledger,
        Verdict verdict,
        Transcript.Usage usage,
        Tries tries) {
    public Played {
        messages = List.copyOf(messages);
        ledger = List.copyOf(ledger);
    }

    /// @param requests that were answered
    /// @param retried  those of them that were not answered at the first try
    public record Tries(int requests, int retried) {}

    /// Why it ended.
    public enum End {
        /// The model did nothing more, and nothing more happened.
        FINISHED,
        /// The model was cut off at its longest answer.
        CUT,
        TURNS,
        TOKENS,
        TIME,
        REFUSED,
        /// By a content filter.
        FILTERED,
        /// The provider will not answer this request.
        FAILED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
