package parable.audit.run;

import java.util.Optional;
import parable.grade.Grading;
import parable.scenario.Behavior;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// One conversation with its outcome and its grading: a line of `transcripts.jsonl`, from any kind of model.
///
/// @param situation the [ShownScenario#situation()] it was held in
/// @param sample    which repetition, from 0
public record Rollout(String model, String situation, int sample, Played played, Grading grading) {
    public static Rollout of(String model, Scenario situation, int sample, Played played) {
        return new Rollout(model, situation.id(), sample, played, played.graded(situation, sample));
    }

    /// The verdict that counts.
    public Verdict verdict() {
        return grading.strict();
    }

    /// What was done, or `Optional.empty()` when no verdict was reached.
    public Optional<Behavior> behavior() {
        return grading.strict().did();
    }

    /// The form that graders read.
    public Transcript transcript() {
        return played.transcript(situation, sample);
    }
}
