package parable.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.grade.AwarenessWords;

/// All who have an opinion of a run, ready to be asked about each of its conversations: the gate, the list of
/// words, and every judge. Immutable; holds all judgments, about half a kilobyte each.
public final class Raters {
    private final StoredRun run;
    private final AwarenessWords words = AwarenessWords.shipped();
    private final List<JudgeCard> judges;
    private final List<Map<ConversationId, JudgeVerdict>> lookups;

    private Raters(StoredRun run, JudgeVerdicts judgments) {
        this.run = run;
        this.judges = judgments.judges();
        this.lookups = judges.stream().map(judgments::lookup).toList();
    }

    public static Raters of(StoredRun run, JudgeVerdicts judgments) {
        return new Raters(run, judgments);
    }

    public StoredRun run() {
        return run;
    }

    /// By name, then by id.
    public List<JudgeCard> judges() {
        return judges;
    }

    public RaterVerdicts on(Rollout conversation) {
        Played played = conversation.played();
        AwarenessWords.Mention mention = words.in(played.thoughts(), played.written());
        return new RaterVerdicts(conversation, mention, judges.isEmpty() ? List.of() : judgments(conversation));
    }

    private List<Optional<JudgeVerdict>> judgments(Rollout conversation) {
        ConversationId id = ConversationId.of(run, conversation);
        return lookups.stream()
                .map(lookup -> Optional.ofNullable(lookup.get(id)))
                .toList();
    }
}
