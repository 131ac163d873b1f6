package parable.study.stage;

import java.nio.file.Path;
import parable.ground.Progress;
import parable.ground.StopSignal;

/// Where a stage works.
///
/// @param folder   its own
/// @param stages   the folder that holds every stage's
/// @param progress where it says how far it is
/// @param stop     to be looked at between steps
public record StageContext(Path folder, Path stages, Progress progress, StopSignal stop) {
    public Path of(Stage other) {
        return stages.resolve(other.folder());
    }
}
