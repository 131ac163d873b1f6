package parable.train;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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

/// AdamW on one model: clips the gradient that a backward pass left, moves the weights, and keeps on disk
/// everything that the next move depends on.
///
/// ```
/// state file   safetensors: parameters, first_moment, second_moment, each flat F32
/// metadata     run      identity of the run; another one's file is refused
///              updates  moves so far
///              others   counters of the trainer
/// ```
/// Confined to one thread.
final class Descent implements AutoCloseable {
    private final Decoder model;
    private final Training.Optimizer optimizer;
    private final double clip;
    private final Tensor firstMoment;
    private final Tensor secondMoment;
    private int updates;

    /// @param clip largest global norm of the gradient; larger ones are scaled down to it
    Descent(Decoder model, Training.Optimizer optimizer, double clip) {
        this.model = model;
        this.optimizer = optimizer;
        this.clip = clip;
        long size = model.parameters().values().elements();
        try (Scope scope = Scope.open()) {
            firstMoment = scope.release(Tensor.zeros(DType.FLOAT32, size));
            secondMoment = scope.release(Tensor.zeros(DType.FLOAT32, size));
        }
    }

    /// Forgets the gradient of the last move.
    void begin() {
        model.parameters().gradients().zeroInPlace();
    }

    /// One move along the gradient divided by `count`, such as the number of trained tokens.
    ///
    /// @param rate learning rate
    /// @return the norm of that gradient before clipping
    double move(int count, double rate) {
        Tensor gradients = model.parameters().gradients();
        double norm = gradients.norm().item() / count;
        double scale = Math.min(1, clip / (norm + 1e-6)) / count;
        gradients.timesInPlace(scale);
        updates++;
        Ops.adamWInPlace(
                model.parameters().values(),
                gradients,
                firstMoment,
                secondMoment,
                new Ops.AdamW(rate, optimizer.beta1(), optimizer.beta2(), optimizer.epsilon(), optimizer.weightDecay()),
                updates);
        return norm;
    }

    void save(Path file, String run, Map<String, Long> counters) {
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata("run", run).metadata("updates", Integer.toString(updates));
        new TreeMap<>(counters).forEach((name, count) -> writer.metadata(name, Long.toString(count)));
        writer.add("parameters", StoredType.F32, flat(), model.parameters().values()::memory)
                .add("first_moment", StoredType.F32, flat(), firstMoment::memory)
                .add("second_moment", StoredType.F32, flat(), secondMoment::memory)
                .write(file);
    }

    /// Takes up what [#save(Path, String, Map)] left.
    ///
    /// @return the counters that were saved, each looked up by name
    /// @throws StudyException when the file belongs to another run, or to a model of another size
    Counters resume(Path file, String run) {
        try (SafetensorsFile state = SafetensorsFile.open(file)) {
            if (!run.equals(state.metadata().get("run"))) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s was written by run %s, but this is run %s; delete it to start again.",
                        file,
                        state.metadata().get("run"),
                        run);
            }
            read(state, "parameters", model.parameters().values());
            read(state, "first_moment", firstMoment);
            read(state, "second_moment", secondMoment);
            Counters counters = new Counters(file, state.metadata());
            updates = Math.toIntExact(counters.of("updates"));
            return counters;
        }
    }

    /// @param metadata of a state file
    record Counters(Path file, Map<String, String> metadata) {
        Counters {
            metadata = Map.copyOf(metadata);
        }

        long of(String key) {
            String value = metadata.get(key);
            if (value == null) {
                throw new CorruptFileException(file, "its metadata lacks \"%s\"", key);
            }
            return Long.parseLong(value);
        }
    }

    private static void read(SafetensorsFile state, String name, Tensor target) {
        MemorySegment bytes = state.bytes(name), memory = target.memory();
        if (bytes.byteSize() != memory.byteSize()) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s holds %d bytes of %s, but this model has %d; delete it to start again.",
                    state.path(),
                    bytes.byteSize(),
                    name,
                    memory.byteSize());
        }
        memory.copyFrom(bytes);
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
