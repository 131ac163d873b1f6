package parable.train;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.tensor.Scope;
import parable.train.TokenRows.Row;

/// Trains a decoder on packed rows, one step at a time.
///
/// The loss of a step is the sum of its token losses over the number of its trained tokens, whatever the number
/// of micro-batches, so accumulation does not change what is learnt. The data cursor is the step number: step i
/// reads rows i · rowsPerStep and on. Nothing in training draws random numbers. Confined to one thread.
public final class Trainer extends Course {
    private final Decoder model;
    private final Training settings;
    private final TokenRows rows;

    /// @throws StudyException when the rows do not fill a single step
    public Trainer(Decoder model, Training settings, TokenRows rows) {
        super(steps(settings, rows), model, settings.optimizer(), settings.clip());
        this.model = model;
        this.settings = settings;
        this.rows = rows;
    }

    private static int steps(Training settings, TokenRows rows) {
        int steps = rows.rows().size() / settings.rowsPerStep();
        if (steps == 0) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%d packed rows do not fill one step of %d rows; give more tokens or make rowsPerStep smaller",
                    rows.rows().size(),
                    settings.rowsPerStep());
        }
        return steps;
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

    /// Whether the next step's rows hold anything to be learnt.
    ///
    /// @throws IllegalStateException when all steps are taken
    public boolean hasTargets() {
        return due().stream()
                .anyMatch(row -> IntStream.range(1, settings.rowLength()).anyMatch(t -> TokenRows.isTarget(row, t)));
    }

    /// Leaves the next step's rows unread: model and moments stay as they are, the data cursor and the schedule
    /// advance. For rows all of whose documents are left out.
    ///
    /// @throws IllegalStateException when all steps are taken
    public void pass() {
        due();
        taken(0);
    }

    private List<Row> due() {
        requireStepLeft();
        int first = stepsDone() * settings.rowsPerStep();
        return rows.rows().subList(first, first + settings.rowsPerStep());
    }

    /// Takes the next optimizer step.
    ///
    /// @throws IllegalStateException when all steps are taken
    public Step next() {
        List<Row> due = due();
        try (Scope _ = Scope.open()) {
            descent().begin();
            double lossSum = 0;
            int trained = 0;
            int size = settings.rowsPerStep() / settings.microBatches();
            for (int start = 0; start < due.size(); start += size) {
                try (Scope _ = Scope.open()) {
                    BundledTexts lesson = BundledTexts.of(due.subList(start, start + size));
                    lossSum += TokenLoss.backward(model, lesson);
                    trained += lesson.trained();
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
                    stepsDone() + 1);
        }
        double rate = settings.schedule().rate(stepsDone(), steps());
        double norm = descent().move(trained, rate);
        taken(trained);
        return new Step(stepsDone(), lossSum / trained, trained, tokens(), rate, norm);
    }

    @Override
    public Stride advance() {
        Step taken = next();
        return new Stride(
                taken.step(),
                taken.tokens(),
                Map.of("loss", taken.loss(), "gradient_norm", taken.gradientNorm(), "learning_rate", taken.rate()));
    }
}
