package parable.chat.provider;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the word means with which a provider says why an answer ended. Gateways hand on each other's words, so all
/// protocols share one table; upper and lower case mean the same. The set is open: a word in no row is
/// [#UNKNOWN], and never taken for an end.
enum StopWord {
    FINISHED,
    CALLS,
    /// The longest answer or the end of the context was reached.
    CUT,
    PAUSED,
    FILTERED,
    REFUSED,
    /// The server broke off and may do better next time.
    BROKEN_OFF,
    /// The server took a call away that it could not read.
    TORN_CALL,
    UNKNOWN;

    private static final Map<StopWord, Set<String>> WORDS = Map.of(
            FINISHED, Set.of("stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete"),
            CALLS, Set.of("tool_calls", "tool_call", "tool_use", "function_call"),
            CUT,
                    Set.of(
                            "length",
                            "max_tokens",
                            "max_output_tokens",
                            "max_length",
                            "model_length",
                            "context_length",
                            "context_length_exceeded",
                            "model_context_window_exceeded"),
            PAUSED, Set.of("pause_turn"),
            FILTERED,
                    Set.of(
                            "content_filter",
                            "content_filtered",
                            "safety",
                            "sensitive",
                            "recitation",
                            "blocklist",
                            "prohibited_content",
                            "spii",
                            "language",
                            "image_safety",
                            "image_prohibited_content",
                            "image_recitation",
                            "moderation",
                            "guardrail_intervened",
                            "model_armor"),
            REFUSED, Set.of("refusal"),
            BROKEN_OFF,
                    Set.of(
                            "error",
                            "abort",
                            "aborted",
                            "cancelled",
                            "canceled",
                            "timeout",
                            "network_error",
                            "server_error",
                            "internal_error",
                            "overloaded",
                            "overloaded_error",
                            "engine_overloaded",
                            "insufficient_system_resource"),
            TORN_CALL,
                    Set.of(
                            "malformed_function_call",
                            "malformed_response",
                            "malformed_tool_call",
                            "unexpected_tool_call",
                            "too_many_tool_calls",
                            "missing_thought_signature"));

    static StopWord of(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(row -> row.getValue().contains(lower))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// What it means when the answer is as long as it may be.
    StopWord atLimit() {
        return this == FINISHED || this == CALLS ? CUT : this;
    }
}
