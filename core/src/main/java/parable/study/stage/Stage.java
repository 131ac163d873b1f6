package parable.study.stage;

import java.util.List;
import parable.ground.Hash;
import parable.ground.Json;

/// A pure function of its inputs to a folder of outputs.
///
/// Its identity is the hash of what it is made of: its name, its own inputs, and the stages it needs. A
/// finished stage is known by its manifest, written last; a stage without one never happened and is run again,
/// resuming from what it left where that is possible.
public interface Stage {
    /// Says what it makes, such as `pretrain-villain-s1`; unique within a study.
    String name();

    /// Everything that decides its outputs and is not another stage, as a value that turns into JSON.
    Object inputs();

    /// Stages whose outputs it reads.
    List<Stage> needs();

    /// What running it from nothing costs, for forecasts only.
    default Cost cost() {
        return Cost.NOTHING;
    }

    /// Writes its outputs.
    ///
    /// @throws Stopped when the user asked to stop; finished steps are kept
    void run(StageContext context);

    default String key() {
        List<String> keys = needs().stream().map(Stage::key).toList();
        return Hash.of(name(), Json.line(inputs()), String.join(",", keys)).substring(0, 8);
    }

    /// `pretrain-villain-s1-0a1b2c3d`
    default String folder() {
        return name() + "-" + key();
    }

    /// The user asked to stop, and everything that was finished is on disk.
    final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Stopped() {
            super("stopped by request", null, false, false);
        }
    }
}
