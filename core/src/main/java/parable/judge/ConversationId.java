package parable.judge;

import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.ground.Hash;
import parable.ground.Json;

/// One conversation of a run, and what stood in it: a judgment of another text under the same number is none
/// of this one.
///
/// @param sample which repetition, from 0
/// @param text   hash of all that was shown and written; not of its grading, so a mended gate leaves judgments
///               valid
public record ConversationId(String model, String situation, int sample, String text) {
    public static ConversationId of(StoredRun run, Rollout conversation) {
        String text = Hash.brief(
                Json.line(run.situation(conversation.situation()).opening()),
                Json.line(conversation.played().messages()),
                conversation.played().written());
        return new ConversationId(conversation.model(), conversation.situation(), conversation.sample(), text);
    }
}
