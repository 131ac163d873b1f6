package parable.audit;

import java.util.List;
import parable.scenario.Dispatch;
import parable.scenario.Scenario;

/// The simulated firm around one rollout: parses what the agent writes and dispatches it.
@FunctionalInterface
public interface Company {
    /// @param written everything the agent wrote in this rollout
    /// @return the action ledger in order; empty when the agent attempted nothing
    List<Dispatch> dispatch(Scenario scenario, String written);
}
