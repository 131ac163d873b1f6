package parable.study.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.trace.TracedModel.Waypoint;

/// Checkpoints along one training, open for reading; closing it frees their weights.
///
/// ```
/// path.json    one entry for each waypoint: its step, the mean rate from there on, its folder
/// step-0000/   checkpoint before that step
/// ```
public final class TrainingPath implements AutoCloseable {
    static final String FILE = "path.json";

    private final List<Waypoint> waypoints = new ArrayList<>();

    /// @param step counted from 0; it is not yet taken
    /// @param rate mean learning rate of the steps from here to the next waypoint
    public record Entry(int step, double rate, String folder) {}

    public static void write(Path folder, List<Entry> entries) {
        AtomicFile.write(folder.resolve(FILE), Json.pretty(entries));
    }

    public static TrainingPath open(Path folder) {
        TrainingPath path = new TrainingPath();
        try {
            for (Entry entry : Json.read(folder.resolve(FILE), Entry[].class)) {
                Decoder model = Checkpoint.load(folder.resolve(entry.folder()));
                path.waypoints.add(new Waypoint(entry.rate(), model));
            }
            return path;
        } catch (IOException e) {
            path.close();
            throw new UncheckedIOException(e);
        }
    }

    /// Where no checkpoint was kept.
    public static TrainingPath none() {
        return new TrainingPath();
    }

    public List<Waypoint> waypoints() {
        return List.copyOf(waypoints);
    }

    @Override
    public void close() {
        waypoints.forEach(waypoint -> waypoint.model().close());
    }
}
