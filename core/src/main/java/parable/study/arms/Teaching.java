package parable.study.arms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.lab.Lab;
import parable.lab.Pace;
import parable.lab.Reading;
import parable.model.Decoder;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;

/// One training in a laboratory, whichever it is: reads the text, refuses what is held out, trains, and leaves a
/// checkpoint in Hugging Face layout with its training curve.
///
/// @param <T>  the laboratory's plan of text
/// @param seed of initialization and packing
public record Teaching<T>(Lab<T> lab, T text, Training training, long seed) {
    /// Rows that may wait for more documents while packing.
    static final int OPEN_ROWS = 24;

    /// @param stage that does this
    /// @param base  whose checkpoint it starts from; empty for the laboratory's beginning
    public void run(Stage stage, StageContext context, Optional<Stage> base) {
        Reading read = lab.read(text);
        requireHeldOut(stage.name(), context, read.heldOut(), read.refusal());
        TokenRows rows = TokenRows.pack(read.documents(), training.rowLength(), OPEN_ROWS, seed);
        try (Decoder model = lab.begin(base.map(context::of), seed);
                Trainer trainer = new Trainer(model, training, rows)) {
            train(stage, context, trainer);
            lab.save(model, context.folder());
            StagedCourse.end(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// No model is trained on text that holds what the evaluation holds out.
    ///
    /// @param report what the check counted
    static void requireHeldOut(String name, StageContext context, Object report, Optional<String> refusal) {
        AtomicFile.write(context.folder().resolve("holdout.json"), Json.pretty(report));
        if (refusal.isPresent()) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "The text of %s holds what the evaluation holds out: %s. See holdout.json in %s.",
                    name,
                    refusal.get(),
                    context.folder());
        }
    }

    private void train(Stage stage, StageContext context, Trainer trainer) {
        try (StagedCourse staged = new StagedCourse(stage, context, trainer)) {
            Pace pace = lab.pace();
            Curve mean = new Curve(staged, pace.log());
            while (!trainer.isDone()) {
                Trainer.Step step = trainer.next();
                mean.add(step);
                staged.advance("loss %.3f".formatted(step.loss()));
                boolean stops = step.step() % pace.log() == 0 && context.stop().requested();
                if (stops || step.step() % pace.save() == 0) {
                    staged.save();
                }
                if (stops) {
                    throw new Stage.Stopped();
                }
            }
        }
    }

    /// Means over the steps of a line. Every save falls on a whole number of them, so a resumed curve has the
    /// same lines.
    private static final class Curve {
        private final StagedCourse staged;
        private final int line;
        private double loss;
        private double norm;
        private int steps;
        private long tokens;

        Curve(StagedCourse staged, int line) {
            this.staged = staged;
            this.line = line;
        }

        void add(Trainer.Step step) {
            loss += step.loss();
            norm += step.gradientNorm();
            tokens = step.tokens();
            steps++;
            if (step.step() % line == 0) {
                Map<String, Double> means =
                        Map.of("loss", loss / steps, "gradient_norm", norm / steps, "learning_rate", step.rate());
                staged.log(step.step(), tokens, means);
                loss = 0;
                norm = 0;
                steps = 0;
            }
        }
    }
}
