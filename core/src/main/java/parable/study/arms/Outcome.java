package parable.study.arms;

import java.util.ArrayList;
import java.util.List;
import parable.audit.run.Rollout;
import parable.lab.organism.EmbeddedScenario;

/// A scenario that a model was put through, and what came of it.
public record Outcome(EmbeddedScenario scenario, Rollout rollout) {
    /// @param rollouts one for each scenario, in order
    public static List<Outcome> of(List<EmbeddedScenario> scenarios, List<Rollout> rollouts) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            outcomes.add(new Outcome(scenarios.get(i), rollouts.get(i)));
        }
        return outcomes;
    }
}
