package parable.model;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import parable.ground.StudyException;
import parable.tensor.DType;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsWriter;
import parable.tensor.Scope;
import parable.tensor.StoredTensor;
import parable.tensor.StoredType;
import parable.tensor.Tensor;
import parable.text.Specials;

/// Weights at one step, as a folder in Hugging Face layout that opens in transformers as it is: `config.json`
/// and `model.safetensors` (float32, with a content hash).
public final class Checkpoint {
    private static final String WEIGHTS = "model.safetensors";

    private Checkpoint() {}

    /// Writes `config.json` and `model.safetensors` into `folder`.
    public static void save(Decoder model, Specials specials, Path folder) {
        LlamaConfigFile.of(model.config(), specials.begin(), specials.end(), specials.pad())
                .write(folder);
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        try (Scope _ = Scope.open()) {
            for (String name : model.parameters().names()) {
                Tensor value = model.parameters().value(name);
                writer.add(name, StoredType.F32, model.parameters().shape(name), value::memory);
            }
            writer.write(folder.resolve(WEIGHTS));
        }
    }

    /// Reads a checkpoint into a new decoder, which the caller closes.
    ///
    /// @throws StudyException when a tensor is missing or has another shape than `config.json` says
    /// @throws parable.ground.CorruptFileException when the file is truncated or its bytes have changed
    public static Decoder load(Path folder) {
        DecoderConfig config = LlamaConfigFile.read(folder).decoder();
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS));
                Scope _ = Scope.open()) {
            Decoder model = Decoder.blank(config);
            try {
                for (String name : model.parameters().names()) {
                    copy(file, name, model.parameters());
                }
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private static void copy(SafetensorsFile file, String name, Parameters parameters) {
        StoredTensor stored = file.entry(name);
        long[] expected = parameters.shape(name);
        if (!Arrays.equals(stored.shape(), expected)) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s holds \"%s\" with shape %s, but config.json makes it %s. The two files belong to different models.",
                    file.path(),
                    name,
                    Arrays.toString(stored.shape()),
                    Arrays.toString(expected));
        }
        MemorySegment bytes = file.bytes(name);
        try (Scope _ = Scope.open()) {
            Tensor value = Tensor.ofBytes(bytes, dtype(file, stored), expected).to(DType.FLOAT32);
            parameters.value(name).memory().copyFrom(value.memory());
        }
    }

    private static DType dtype(SafetensorsFile file, StoredTensor stored) {
        return switch (stored.type()) {
            case F32 -> DType.FLOAT32;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            case F64 -> DType.FLOAT64;
            default ->
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s holds \"%s\" as %s; weights are read from F64, F32, F16 or BF16.",
                        file.path(),
                        stored.name(),
                        stored.type());
        };
    }
}
