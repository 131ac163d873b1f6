package parable.model;

import java.nio.file.Path;
import parable.ground.StudyException;
import parable.tensor.DType;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsFolder;
import parable.tensor.Scope;
import parable.tensor.StoredTensor;
import parable.tensor.Tensor;

/// Weights of a folder in Hugging Face layout, in one file or sharded.
record SafetensorsWeights(SafetensorsFolder files) implements WeightSource {
    static SafetensorsWeights open(Path folder) {
        return new SafetensorsWeights(SafetensorsFolder.open(folder));
    }

    @Override
    public String origin() {
        return files.path().toString();
    }

    @Override
    public long[] shape(String name) {
        return files.fileOf(name).entry(name).shape();
    }

    @Override
    public void copy(String name, Tensor target) {
        SafetensorsFile file = files.fileOf(name);
        StoredTensor stored = file.entry(name);
        try (Scope _ = Scope.open()) {
            Tensor value = Tensor.ofBytes(file.bytes(name), dtype(file, stored), stored.shape());
            target.copyInPlace(value); // widens 16-bit floats
        }
    }

    @Override
    public void close() {
        files.close();
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
