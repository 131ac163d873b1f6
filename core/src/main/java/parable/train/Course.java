package parable.train;

import java.nio.file.Path;
import java.util.Map;
import parable.ground.StudyException;

/// Training that goes on step by step and can be put away between any two: a run that was killed and resumed
/// ends with the bits of one never interrupted. Confined to one thread.
public interface Course extends AutoCloseable {
    int steps();

    int stepsDone();

    default boolean isDone() {
        return stepsDone() == steps();
    }

    /// Takes the next step.
    ///
    /// @throws IllegalStateException when all steps are taken
    Stride advance();

    /// What a step did, for the training curve.
    ///
    /// @param step     counted from 1
    /// @param tokens   tokens trained on in all steps so far
    /// @param measures finite numbers by name
    record Stride(int step, long tokens, Map<String, Double> measures) {
        public Stride {
            measures = Map.copyOf(measures);
        }
    }

    /// Writes everything that the next step depends on.
    ///
    /// @param run identity of the run; resuming under another one is refused
    void save(Path file, String run);

    /// Continues where [#save(Path, String)] left off.
    ///
    /// @throws StudyException when the file belongs to another run, or to a model of another size
    void resume(Path file, String run);

    @Override
    void close();
}
