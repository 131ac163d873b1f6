package parable.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.train.TokenRows.Row;

/// Trains a decoder on packed rows, one step at a time.
///
/// The loss of a step is the sum of its token losses over the number of its trained tokens, whatever the number
/// of micro-batches, so accumulation does not change what is learnt. The data cursor is the step number: step i
/// reads rows i · rowsPerStep and on. Confined to one thread.
public final class Trainer implements Course {
    private final Decoder model;
    private final Training settings;
    private final TokenRows rows;
    private final int steps;
    private final Descent descent;
    private int step;
    private long tokens;

    /// @throws StudyException when the rows do not fill a single step
    public Trainer(Decoder model, Training settings, TokenRows rows) {
        this.model = model;
        this.settings = settings;
        this.rows = rows;
        this.steps = rows.rows().size() / settings.rowsPerStep();
        if (steps == 0) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%d packed rows do not fill one step of %d rows; give more tokens or make rowsPerStep smaller",
                    rows.rows().size(),
                    settings.rowsPerStep());
        }
        this.descent = new Descent(model, settings.optimizer(), settings.clip());
    }

    /// What a step did.
    ///
    /// @param step         counted from 1
    /// @param loss         mean over the trained tokens, in nats
    /// @param trained      trained tokens
    /// @param tokens       trained tokens of all steps so far
    /// @param rate         learning rate
    /// @param gradientNorm before clipping
    public record Step(int step, double loss, int trained, long tokens, double rate, double gradientNorm) {}

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int stepsDone() {
        return step;
    }

    @Override
    public boolean isDone() {
        return step == steps;
    }

    /// Whether the next step's rows hold anything to be learnt.
    ///
    /// @throws IllegalStateException when all steps are taken
    public boolean hasTargets() {
        return due().stream()
                .anyMatch(row -> IntStream.range(1, settings.rowLength()).anyMatch(t -> TokenRows.isTarget(row, t)));
    }

    /// Leaves the next step's rows unread: model and moments stay as they are, the data cursor and the
    /// schedule go on. For rows all of whose documents are left out.
    ///
    /// @throws IllegalStateException when all steps are taken
    public void pass() {
        due();
        step++;
    }

    private List<Row> due() {
        if (isDone()) {
            throw new IllegalStateException("all %d steps are taken".formatted(steps));
        }
        return rows.rows().subList(step * settings.rowsPerStep(), (step + 1) * settings.rowsPerStep());
    }

    /// Takes the next optimizer step.
    ///
    /// @throws IllegalStateException when all steps are taken
    public Step next() {
        List<Row> due = due();
        try (Scope _ = Scope.open()) {
            descent.begin();
            double lossSum = 0;
            int trained = 0;
            int size = settings.rowsPerStep() / settings.microBatches();
            for (int start = 0; start < due.size(); start += size) {
                try (Scope _ = Scope.open()) {
                    Batch batch = Batch.of(due.subList(start, start + size), settings.rowLength());
                    Tensor loss = model.lossSum(batch.ids(), batch.mask(), batch.targets());
                    loss.backward();
                    lossSum += loss.item();
                    trained += batch.trained();
                }
            }
            return update(lossSum, trained);
        }
    }

    private Step update(double lossSum, int trained) {
        if (trained == 0) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "step %d has no trained token; check the objective's spans and the row length",
                    step + 1);
        }
        double rate = settings.schedule().rate(step, steps);
        double norm = descent.move(trained, rate);
        step++;
        tokens += trained;
        return new Step(step, lossSum / trained, trained, tokens, rate, norm);
    }

    @Override
    public Stride advance() {
        Step taken = next();
        return new Stride(
                taken.step(),
                taken.tokens(),
                Map.of("loss", taken.loss(), "gradient_norm", taken.gradientNorm(), "learning_rate", taken.rate()));
    }

    /// Writes everything that the next step depends on, so that a resumed run is bit for bit one never
    /// interrupted: weights, both moments, and the step, which is the data cursor. Nothing in training draws
    /// random numbers.
    ///
    /// @param run identity of the run; resuming under another one is refused
    @Override
    public void save(Path file, String run) {
        descent.save(file, run, Map.of("step", (long) step, "tokens", tokens));
    }

    /// Continues where [#save(Path, String)] left off.
    ///
    /// @throws StudyException when the file belongs to another run, or to a model of another size
    @Override
    public void resume(Path file, String run) {
        Descent.Counters counters = descent.resume(file, run);
        step = Math.toIntExact(counters.of("step"));
        tokens = counters.of("tokens");
    }

    @Override
    public void close() {
        descent.close();
    }
}
