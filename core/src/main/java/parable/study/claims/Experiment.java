package parable.study.claims;

import java.util.List;
import parable.study.stage.Finished;
import parable.study.stage.Stage;

/// A part of a study besides its arms: stages of its own, which start from the arms' models, and the claims that rest
/// on them.
public interface Experiment {
    /// Its stages; what a stage needs must be planned here or by the arms.
    List<Stage> stages();

    /// Tests its claims. Each p here is unadjusted; the study adjusts all of its tests together.
    List<Finding> findings(Finished finished);
}
