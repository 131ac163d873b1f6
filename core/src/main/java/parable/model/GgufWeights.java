package parable.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import parable.ground.Check;
import parable.tensor.GgufFile;
import parable.tensor.GgufTensor;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Weights of a GGUF file, dequantized as they are read.
///
/// Files of the `llama` architecture store the rows of queries and keys in another order: the converter
/// lays the two channels that a rotation turns side by side (`permute` in llama.cpp's
/// `convert_hf_to_gguf.py`), where Hugging Face lays them half a head apart. They are put back here, so one
/// decoder reads both.
///
/// @param config   heads decide how rows are put back
/// @param permuted whether queries and keys are stored so
record GgufWeights(GgufFile file, DecoderConfig.Heads config, boolean permuted) implements WeightSource {
    private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)\\.(weight|bias)");

    private static final Pattern STORED_LAYER = Pattern.compile("^blk\\.(\\d{1,9})\\.");

    private static final Map<String, String> OUTSIDE = Map.of(
            "model.embed_tokens.weight", "token_embd.weight",
            "model.norm.weight", "output_norm.weight",
            "lm_head.weight", "output.weight");

    private static final Map<String, String> INSIDE = Map.of(
            "input_layernorm", "attn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.gate_proj", "ffn_gate",
            "mlp.up_proj", "ffn_up",
            "mlp.down_proj", "ffn_down");

    @Override
    public Set<String> storedNames() {
        return Set.copyOf(file.names());
    }

    @Override
    public Pattern layerNumber() {
        return STORED_LAYER;
    }

    /// Rotary factors are read by [GgufArchitecture]; frequencies of old files repeat what every reader works out.
    @Override
    public boolean isHarmless(String storedName) {
        return storedName.equals(GgufArchitecture.ROTARY_FACTORS) || storedName.endsWith(".attn_rot_embd.weight");
    }

    @Override
    public String storedName(String name) {
        return stored(name);
    }

    /// The name in the file of what Hugging Face calls `name`.
    static String stored(String name) {
        String outside = OUTSIDE.get(name);
        if (outside != null) {
            return outside;
        }
        Matcher layer = LAYER.matcher(name);
        Check.that(layer.matches() && INSIDE.containsKey(layer.group(2)), "no decoder has a weight \"%s\"", name);
        return "blk.%s.%s.%s".formatted(layer.group(1), INSIDE.get(layer.group(2)), layer.group(3));
    }

    @Override
    public String origin() {
        return file.path().toString();
    }

    @Override
    public long[] shape(String name) {
        return file.entry(stored(name)).shape().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    @Override
    public void copy(String name, Tensor target) {
        boolean turned = name.contains("q_proj.") || name.contains("k_proj.");
        try (Scope _ = Scope.open()) {
            if (permuted && turned) {
                copyHeads(file.entry(stored(name)), target.memory());
            } else {
                file.copyRows(stored(name), 0, target.memory());
            }
        }
    }

    /// Row `2j + half` of a stored head is row `half · D/2 + j`. A bias has its rows as elements.
    private void copyHeads(GgufTensor tensor, MemorySegment target) {
        if (tensor.shape().size() == 1) {
            float[] stored = file.floats(tensor.name());
            for (int row = 0; row < stored.length; row++) {
                target.setAtIndex(ValueLayout.JAVA_FLOAT, row, stored[(int) turnedRow(row)]);
            }
            return;
        }
        long rowBytes = tensor.columns() * Float.BYTES;
        LongStream.range(0, tensor.rows())
                .forEach(row -> file.copyRows(tensor.name(), turnedRow(row), target.asSlice(row * rowBytes, rowBytes)));
    }

    private long turnedRow(long row) {
        long D = config.width(), head = row / D, half = row % D / (D / 2), j = row % (D / 2);
        return head * D + 2 * j + half;
    }

    @Override
    public void close() {
        file.close();
    }
}
