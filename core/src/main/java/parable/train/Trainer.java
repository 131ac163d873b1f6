package parable.train;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsWriter;
import parable.tensor.Scope;
import parable.tensor.StoredType;
import parable.tensor.Tensor;
import parable.train.TokenRows.Row;

/// Trains a decoder on packed rows, one step at a time.
///
/// The loss of a step is the sum of its token losses over the number of its trained tokens, whatever the number
/// of micro-batches, so accumulation does not change what is learnt. The data cursor is the step number: step i
/// reads rows i · rowsPerStep and on. Confined to one thread.
public final class Trainer implements AutoCloseable {
    private final Decoder model;
    private final Training settings;
    private final TokenRows rows;
    private final int steps;
    private final Tensor firstMoment;
    private final Tensor secondMoment;
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
        long size = model.parameters().values().elements();
        try (Scope scope = Scope.open()) {
            firstMoment = scope.release(Tensor.zeros(DType.FLOAT32, size));
            secondMoment = scope.release(Tensor.zeros(DType.FLOAT32, size));
        }
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

    public int steps() {
        return steps;
    }

    public int stepsDone() {
        return step;
    }

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

    /// Leaves the next step's rows unread: model and moments stay as they are, the data cursor and the schedule go
    /// on. For
    /// rows all of whose documents are left out.
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
            model.parameters().gradients().zeroInPlace();
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
        Tensor gradients = model.parameters().gradients();
        if (trained == 0) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "step %d has no trained token; check the objective's spans and the row length",
                    step + 1);
        }
        double norm = gradients.norm().item() / trained;
        double scale = Math.min(1, settings.clip() / (norm + 1e-6)) / trained;
        gradients.timesInPlace(scale);
        double rate = settings.schedule().rate(step, steps);
        step++;
        tokens += trained;
        Training.Optimizer o = settings.optimizer();
        Ops.adamWInPlace(
                model.parameters().values(),
                gradients,
                firstMoment,
                secondMoment,
                new Ops.AdamW(rate, o.beta1(), o.beta2(), o.epsilon(), o.weightDecay()),
                step);
        return new Step(step, lossSum / trained, trained, tokens, rate, norm);
    }

    /// Writes everything that the next step depends on, so that a resumed run is bit for bit one never
    /// interrupted: weights, both moments, and the step, which is the data cursor. Nothing in training draws
    /// random numbers.
    ///
    /// @param run identity of the run; resuming under another one is refused
    public void save(Path file, String run) {
        new SafetensorsWriter()
                .metadata("run", run)
                .metadata("step", Integer.toString(step))
                .metadata("tokens", Long.toString(tokens))
                .add("parameters", StoredType.F32, flat(), model.parameters().values()::memory)
                .add("first_moment", StoredType.F32, flat(), firstMoment::memory)
                .add("second_moment", StoredType.F32, flat(), secondMoment::memory)
                .write(file);
    }

    /// Continues where [#save(Path, String)] left off.
    ///
    /// @throws StudyException when the file belongs to another run, or to a model of another size
    public void resume(Path file, String run) {
        try (SafetensorsFile state = SafetensorsFile.open(file)) {
            if (!run.equals(state.metadata().get("run"))) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s was written by run %s, but this is run %s; delete it to start anew.",
                        file,
                        state.metadata().get("run"),
                        run);
            }
            read(state, "parameters", model.parameters().values());
            read(state, "first_moment", firstMoment);
            read(state, "second_moment", secondMoment);
            step = Integer.parseInt(stored(state, "step"));
            tokens = Long.parseLong(stored(state, "tokens"));
        }
    }

    private static void read(SafetensorsFile state, String name, Tensor target) {
        MemorySegment bytes = state.bytes(name), memory = target.memory();
        if (bytes.byteSize() != memory.byteSize()) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s holds %d bytes of %s, but this model has %d; delete it to start anew.",
                    state.path(),
                    bytes.byteSize(),
                    name,
                    memory.byteSize());
        }
        memory.copyFrom(bytes);
    }

    private static String stored(SafetensorsFile state, String key) {
        String value = state.metadata().get(key);
        if (value == null) {
            throw new CorruptFileException(state.path(), "its metadata lacks \"%s\"", key);
        }
        return value;
    }

    private long[] flat() {
        return new long[] {firstMoment.elements()};
    }

    @Override
    public void close() {
        firstMoment.close();
        secondMoment.close();
    }
}
