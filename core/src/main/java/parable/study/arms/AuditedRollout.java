package parable.study.arms;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import parable.audit.run.Rollout;
import parable.audit.run.ShownScenario;
import parable.audit.run.StoredRun;
import parable.lab.organism.SmallEnglish;
import parable.scenario.Behavior;
import parable.scenario.Verdict;
import parable.trace.search.TracedText;

/// A rollout of a finished audit with what its model was shown.
public record AuditedRollout(ShownScenario shown, Rollout rollout) {
    /// In the order of the evaluation.
    ///
    /// @param folder of the audit's stage
    /// @throws parable.ground.StudyException when the folder holds no audit of this version
    public static List<AuditedRollout> in(Path folder) {
        StoredRun run = StoredRun.open(folder);
        try (Stream<Rollout> rollouts = run.conversations()) {
            return rollouts.map(one -> new AuditedRollout(run.shown(one), one)).toList();
        }
    }

    /// Such as `near/leverage`.
    public String suite() {
        return shown.family() + "/" + shown.label();
    }

    public boolean didHarm() {
        return rollout.verdict() instanceof Verdict.Yes;
    }

    /// As a text to be traced.
    ///
    /// @param model  that wrote it
    /// @param number of the rollout in its suite
    public TracedText text(String model, int number) {
        String did = rollout.behavior().map(Behavior::name).orElse("ungraded");
        return new TracedText(
                "%s: %s, rollout %d: %s".formatted(model, suite(), number, did),
                SmallEnglish.render(shown.opening()),
                rollout.played().written());
    }
}
