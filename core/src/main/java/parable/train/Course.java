package parable.train;

import java.nio.file.Path;
import java.util.Map;
import parable.ground.StudyException;
import parable.model.Decoder;

/// Training that runs step by step and can be saved between any two steps. A run that was killed and resumed ends with
/// the same bits as one without interruption. Confined to one thread.
///
/// The next step depends on the weights, the optimizer's moments, the steps taken and the tokens seen. All of it is
/// kept here; how a step is taken is each course's own.
public abstract sealed class Course implements AutoCloseable permits Trainer, Grpo, Dpo {
    private static final String STEP = "step", TOKENS = "tokens";

    private final int steps;
    private final Descent descent;
    private int step;
    private long tokens;

    /// @param steps of the whole course, at least 1
    /// @param clip  largest global norm of the gradient
    Course(int steps, Decoder model, Training.Optimizer optimizer, double clip) {
        this.steps = steps;
        this.descent = new Descent(model, optimizer, clip);
    }

    public final int steps() {
        return steps;
    }

    public final int stepsDone() {
        return step;
    }

    public final boolean isDone() {
        return step == steps;
    }

    /// Takes the next step.
    ///
    /// @throws IllegalStateException when all steps are taken
    public abstract Stride advance();

    /// What a step did, for the training curve.
    ///
    /// @param step     counted from 1
    /// @param tokens   tokens trained on in all steps so far
    /// @param measures finite numbers by name
    public record Stride(int step, long tokens, Map<String, Double> measures) {
        public Stride {
            measures = Map.copyOf(measures);
        }
    }

    /// What moves the weights.
    final Descent descent() {
        return descent;
    }

    /// Tokens trained on in all steps so far.
    final long tokens() {
        return tokens;
    }

    /// Notes that a step was taken.
    ///
    /// @param trained its tokens
    final void taken(long trained) {
        step++;
        tokens += trained;
    }

    /// @throws IllegalStateException when all steps are taken
    final void requireStepLeft() {
        if (isDone()) {
            throw new IllegalStateException("all %d steps are taken".formatted(steps));
        }
    }

    /// Writes everything that the next step depends on.
    ///
    /// @param run identity of the run; resuming under another one is refused
    public final void save(Path file, String run) {
        descent.save(file, run, Map.of(STEP, (long) step, TOKENS, tokens));
    }

    /// Continues where [#save(Path, String)] left off.
    ///
    /// @throws StudyException when the file belongs to another run, or to a model of another size
    public final void resume(Path file, String run) {
        Descent.Counters counters = descent.resume(file, run);
        step = Math.toIntExact(counters.of(STEP));
        tokens = counters.of(TOKENS);
    }

    @Override
    public final void close() {
        descent.close();
    }
}
