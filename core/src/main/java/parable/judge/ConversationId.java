package parable.judge;

import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.ground.Hash;
import parable.ground.Json;

/// Identifies one conversation of a run together with its text: a judgment of another text under the same number does
/// not count for it.
///
/// @param sample which repetition, from 0
/// @param text   hash of all that was shown and written; not of its grading, so a corrected grader leaves judgments
///               valid
public record ConversationId(String model, String situation, int sample, String text) {
    public static ConversationId of(StoredRun run, Rollout conversation) {
        String text = Hash.brief(
                Json.line(run.shown(conversation).opening()),
                Json.line(conversation.played().messages()),
                conversation.played().written());
        return new ConversationId(conversation.model(), conversation.situation(), conversation.sample(), text);
    }
}
