package parable.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.tensor.Scope;
import parable.text.TokenTable;

/// Writes a decoder as a GGUF file of float32 tensors, as llama.cpp's converter would: other names, and
/// queries and keys of the `llama` architecture permuted.
public final class GgufCopy {
    private static final int ALIGNMENT = 32;

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    /// @param architecture `llama` or `qwen2`
    public static GgufCopy of(Decoder model, String architecture) {
        GgufCopy copy = new GgufCopy();
        DecoderConfig config = model.config();
        copy.fact("general.architecture", architecture)
                .fact(architecture + ".block_count", config.layers())
                .fact(architecture + ".context_length", config.attention().context())
                .fact(architecture + ".embedding_length", config.width())
                .fact(architecture + ".feed_forward_length", config.mlpWidth())
                .fact(architecture + ".attention.head_count", config.attention().heads())
                .fact(
                        architecture + ".attention.head_count_kv",
                        config.attention().kvHeads())
                .fact(architecture + ".rope.freq_base", (float)
                        config.attention().ropeBase())
                .fact(architecture + ".attention.layer_norm_rms_epsilon", (float) config.normEpsilon());
        for (String name : model.parameters().names()) {
            float[] values = floats(model, name);
            long[] shape = model.parameters().shape(name);
            boolean turned = name.endsWith("q_proj.weight") || name.endsWith("k_proj.weight");
            copy.tensor(
                    GgufWeights.stored(name),
                    turned && architecture.equals("llama")
                            ? permuted(values, shape, config.attention().width())
                            : values,
                    shape);
        }
        return copy;
    }

    private static float[] floats(Decoder model, String name) {
        try (Scope _ = Scope.open()) {
            return model.parameters().value(name).floats();
        }
    }

    /// As `reshape(heads, 2, D/2, columns).swapaxes(1, 2)` lays rows out.
    private static float[] permuted(float[] values, long[] shape, int D) {
        int columns = (int) shape[1];
        float[] permuted = new float[values.length];
        for (int row = 0; row < shape[0]; row++) {
            int head = row / D, half = row % D / (D / 2), j = row % (D / 2);
            System.arraycopy(values, row * columns, permuted, (head * D + 2 * j + half) * columns, columns);
        }
        return permuted;
    }

    public GgufCopy fact(String key, Object value) {
        facts.put(key, value);
        return this;
    }

    public GgufCopy tokens(TokenTable table) {
        fact("tokenizer.ggml.model", "gpt2");
        fact("tokenizer.ggml.tokens", table.tokens());
        fact("tokenizer.ggml.token_type", table.types());
        if (table.cutting() instanceof TokenTable.Cutting.Ranked(var words, var merges)) {
            fact("tokenizer.ggml.pre", words).fact("tokenizer.ggml.merges", merges);
        }
        return this;
    }

    GgufCopy tensor(String name, float[] values, long... shape) {
        tensors.put(name, values);
        shapes.put(name, shape);
        return this;
    }

    public Path write(Path file) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        put(header, "GGUF".getBytes(StandardCharsets.UTF_8));
        put(header, integer(3), wide(tensors.size()), wide(facts.size()));
        facts.forEach((key, value) -> put(header, text(key), kind(value), body(value)));
        long offset = 0;
        for (String name : tensors.keySet()) {
            long[] shape = shapes.get(name);
            put(header, text(name), integer(shape.length));
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                put(header, wide(shape[axis]));
            }
            put(header, integer(0), wide(offset));
            offset += padded(tensors.get(name).length * 4);
        }
        put(header, new byte[padded(header.size()) - header.size()]);
        tensors.values().forEach(values -> {
            ByteBuffer bytes = buffer(padded(values.length * 4));
            bytes.asFloatBuffer().put(values);
            put(header, bytes.array());
        });
        return Files.write(file, header.toByteArray());
    }

    private static int padded(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static byte[] kind(Object value) {
        return integer(
                switch (value) {
                    case Integer _ -> 5;
                    case Float _ -> 6;
                    case Boolean _ -> 7;
                    case String _ -> 8;
                    default -> 9;
                });
    }

    private static byte[] body(Object value) {
        return switch (value) {
            case Integer number -> integer(number);
            case Float number -> integer(Float.floatToIntBits(number));
            case Boolean flag -> new byte[] {(byte) (flag ? 1 : 0)};
            case String text -> text(text);
            case List<?> items -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                put(bytes, kind(items.getFirst()), wide(items.size()));
                items.forEach(item -> put(bytes, body(item)));
                yield bytes.toByteArray();
            }
            default -> throw new IllegalArgumentException("no GGUF kind for " + value);
        };
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return buffer(8 + utf8.length).putLong(utf8.length).put(utf8).array();
    }

    private static byte[] integer(int number) {
        return buffer(4).putInt(number).array();
    }

    private static byte[] wide(long number) {
        return buffer(8).putLong(number).array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteArrayOutputStream out, byte[]... parts) {
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
    }
}
