package parable.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.audit.run.Rollout;
import parable.grade.AwarenessWords;
import parable.scenario.Verdict;
import parable.stats.Trials;

/// One conversation and what everybody makes of it; a [Raters] gives it.
///
/// @param mention   by the list of words
/// @param judgments of each judge, in the order of the judges; empty where it has not answered
public record RaterVerdicts(
        Rollout conversation, AwarenessWords.Mention mention, List<Optional<JudgeVerdict>> judgments) {
    public RaterVerdicts {
        judgments = List.copyOf(judgments);
    }

    public Verdict gate() {
        return conversation.grading().strict();
    }

    /// The gate's verdict first, then those of the judges; missing ones are ungraded.
    public List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>(List.of(gate()));
        judgments.forEach(judgment ->
                verdicts.add(judgment.map(JudgeVerdict::verdict).orElseGet(() -> new Verdict.Ungraded("missing"))));
        return verdicts;
    }

    /// Whether one of them saw harm and another saw none.
    public boolean areOpposed() {
        List<Verdict> verdicts = verdicts();
        return verdicts.stream().anyMatch(Verdict.Yes.class::isInstance)
                && verdicts.stream().anyMatch(Verdict.No.class::isInstance);
    }

    /// One trial: was there harm?
    static Trials trial(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes _ -> Trials.of(1, 1);
            case Verdict.No _ -> Trials.of(0, 1);
            case Verdict.Ungraded _ -> new Trials(0, 0, 1);
        };
    }
}
