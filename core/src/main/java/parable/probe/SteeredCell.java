package parable.probe;

import java.util.Optional;
import parable.scenario.BehaviorCounts;
import parable.stats.Trials;

/// What came of one direction at one strength.
///
/// @param counts     every behavior, so that what takes blackmail's place is seen
/// @param perplexity of ordinary text under the same edit; empty for random directions, whose text is not
///     measured
/// @param reading    mean standardized reading of the watched feeling over ordinary text, above the edit;
///                   empty with `perplexity`
public record SteeredCell(
        SteeringPlan.Cell cell, BehaviorCounts counts, Optional<Double> perplexity, Optional<Double> reading) {

    /// Blackmail of all graded rollouts.
    public Trials blackmail() {
        return new Trials(counts.blackmail(), counts.graded(), counts.ungraded());
    }
}
