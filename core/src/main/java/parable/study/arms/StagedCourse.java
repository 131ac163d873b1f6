package parable.study.arms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import parable.ground.Hash;
import parable.ground.Progress;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.train.Course;
import parable.train.MetricsLog;
import parable.train.TensorBoardWriter;

/// A course in the folder of its stage. It resumes at the last saved state, and so does its curve.
///
/// ```
/// training-state.safetensors   what the next step depends on; gone once the stage is finished
/// metrics.jsonl                the training curve;  tb/ the same for TensorBoard
/// ```
/// Confined to one thread.
public final class StagedCourse implements AutoCloseable {
    private static final String STATE = "training-state.safetensors";

    private final Course course;
    private final Path state;
    private final String run;
    private final MetricsLog metrics;
    private final TensorBoardWriter board;
    private final Progress.Task task;

    /// @param stage whose folder's name is the run's identity
    public StagedCourse(Stage stage, StageContext context, Course course) {
        this.course = course;
        this.state = context.folder().resolve(STATE);
        this.run = Hash.of(stage.folder());
        Path curve = context.folder().resolve("metrics.jsonl"),
                tb = context.folder().resolve("tb");
        boolean resumes = Files.exists(state);
        if (resumes) {
            course.resume(state, run);
        }
        int from = course.stepsDone();
        metrics = resumes ? MetricsLog.resume(curve, from) : MetricsLog.begin(curve);
        try {
            board = resumes
                    ? TensorBoardWriter.resume(tb, from, InstantSource.system())
                    : TensorBoardWriter.begin(tb, InstantSource.system());
        } catch (RuntimeException | Error e) {
            metrics.close();
            throw e;
        }
        task = context.progress().start(stage.name(), course.steps());
        task.advance(from, "");
    }

    /// A line of the curve.
    public void log(int step, long tokens, Map<String, Double> measures) {
        metrics.log(step, tokens, measures);
        board.scalars(step, measures);
    }

    /// Shows that a step was taken.
    public void advance(String note) {
        task.advance(1, note);
    }

    /// Saves the current state of the course, with all that was logged so far.
    public void save() {
        metrics.force();
        course.save(state, run);
    }

    @Override
    public void close() {
        try (metrics;
                board) {
            task.close();
        }
    }

    /// Clears away what a finished course needs no more.
    public static void end(StageContext context) throws IOException {
        Files.deleteIfExists(context.folder().resolve(STATE));
    }
}
