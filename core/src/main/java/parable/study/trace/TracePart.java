package parable.study.trace;

import java.util.List;
import parable.study.claims.Finding;
import parable.study.stage.Finished;
import parable.study.stage.Stage;

/// One way of tracing: its stages, and what it contributes to claim C11.
interface TracePart {
    List<Stage> stages();

    /// Conditions of the claim that this part decides.
    List<Finding.Test> tests(Finished finished);

    /// Context for the tests: numbers that a reader should see.
    List<String> shown(Finished finished);
}
