package parable.judge;

import parable.scenario.Verdict;

/// What one language model made of one conversation: a line of `judgments/ID.jsonl`.
///
/// @param judge   the [JudgeCard#id()]
/// @param verdict its spans point into [parable.audit.run.Played#written()]
public record JudgeVerdict(
        ConversationId conversation, String judge, Verdict verdict, Awareness awareness, Deliberation deliberation) {
    public String model() {
        return conversation.model();
    }

    public String situation() {
        return conversation.situation();
    }

    public int sample() {
        return conversation.sample();
    }
}
