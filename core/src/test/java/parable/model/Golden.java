package parable.model;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import parable.tensor.SafetensorsFile;

/// A folder of PyTorch values; `src/test/python/golden_llama.py` describes the files and made them.
public record Golden(Path folder) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// @param name `tied`, `grouped` or `packed`
    public static Golden of(String name) {
        return new Golden(Path.of("src/test/resources/parable/model/golden", name));
    }

    /// The checkpoint that the values were computed with; the caller closes it.
    public Decoder decoder() {
        return Checkpoint.load(folder);
    }

    public float[] floats(String file, String name) {
        try (SafetensorsFile opened = SafetensorsFile.open(folder.resolve(file))) {
            return opened.bytes(name).toArray(FLOAT);
        }
    }

    public float[] floats(String name) {
        return floats("golden.safetensors", name);
    }

    /// An INT64 tensor, row by row.
    public int[] ids(String file, String name) {
        try (SafetensorsFile opened = SafetensorsFile.open(folder.resolve(file))) {
            long[] wide = opened.bytes(name).toArray(LONG);
            return java.util.Arrays.stream(wide).mapToInt(Math::toIntExact).toArray();
        }
    }

    public int[] ids(String name) {
        return ids("golden.safetensors", name);
    }

    /// Batch and tokens.
    public int[] size() {
        try (SafetensorsFile opened = SafetensorsFile.open(folder.resolve("golden.safetensors"))) {
            long[] shape = opened.entry("input_ids").shape();
            return new int[] {(int) shape[0], (int) shape[1]};
        }
    }

    /// Names of the checkpoint's tensors as transformers wrote them, in alphabetical order.
    public Set<String> parameterNames() {
        try (SafetensorsFile opened = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            return new TreeSet<>(List.copyOf(opened.names()));
        }
    }
}
