package parable.study.arms;

import java.util.ArrayList;
import java.util.List;
import parable.audit.run.Rollout;
import parable.lab.organism.EmbeddedSituation;

/// A situation that a model was put through, and what came of it.
public record Outcome(EmbeddedSituation situation, Rollout rollout) {
    /// @param rollouts one for each situation, in order
    public static List<Outcome> of(List<EmbeddedSituation> situations, List<Rollout> rollouts) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < situations.size(); i++) {
            outcomes.add(new Outcome(situations.get(i), rollouts.get(i)));
        }
        return outcomes;
    }
}
