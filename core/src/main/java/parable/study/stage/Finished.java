package parable.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import parable.ground.Json;

/// Outputs of finished stages.
///
/// @param stages the folder that holds every stage's
public record Finished(Path stages) {
    public Path of(Stage stage) {
        return stages.resolve(stage.folder());
    }

    /// One JSON output.
    ///
    /// @throws parable.ground.CorruptFileException when the file is not the one that the stage's manifest lists
    public <T> T read(Stage stage, String file, Class<T> type) {
        StageManifest.verify(of(stage), file);
        try {
            return Json.read(of(stage).resolve(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
