package parable.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parable.ground.StudyException;
import parable.tensor.GgufFile;
import parable.tensor.GgufMetadata;

/// The architectures of GGUF files that are the decoder of this house, by the name in `general.architecture`.
enum GgufArchitecture {
    /// Llama 1 to 3, Mistral, SmolLM2 and others that were converted as Llama.
    LLAMA(true),
    QWEN2(false);

    /// GGUF's tensor of rotary factors, one for each pair of a head.
    private static final String ROTARY_FACTORS = "rope_freqs.weight";

    private final boolean permuted;

    GgufArchitecture(boolean permuted) {
        this.permuted = permuted;
    }

    /// Whether rows of queries and keys are stored in the converter's order.
    boolean isPermuted() {
        return permuted;
    }

    /// @throws StudyException of category CHECKPOINT when the file asks for what the decoder does not compute
    static GgufArchitecture of(GgufFile file) {
        String name = file.metadata().text("general.architecture");
        for (GgufArchitecture architecture : values()) {
            if (architecture.key().equals(name)) {
                architecture.refuseWhatIsNotComputed(file);
                return architecture;
            }
        }
        String known = Arrays.stream(values()).map(GgufArchitecture::key).collect(Collectors.joining(", "));
        throw new StudyException(
                StudyException.Category.CHECKPOINT,
                "%s is of architecture \"%s\"; this decoder computes %s. Serve the model by another program and audit"
                        + " it there.",
                file.path(),
                name,
                known);
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String key(String suffix) {
        return key() + "." + suffix;
    }

    private void refuseWhatIsNotComputed(GgufFile file) {
        GgufMetadata facts = file.metadata();
        int width = headWidth(facts);
        refuse(file, facts.count(key("expert_count"), 0) > 0, "several experts a layer");
        refuse(
                file,
                facts.count(key("rope.dimension_count"), width) != width,
                "rotary positions on a part of each head");
        refuse(
                file,
                !facts.optionalText(key("rope.scaling.type")).orElse("none").equals("none"),
                "rotary scaling other than a table of factors");
        int window = facts.count(key("attention.sliding_window"), 0);
        refuse(file, window > 0 && window < facts.count(key("context_length")), "attention in a sliding window");
        refuse(file, file.has("blk.0.attn_output.bias") || file.has("blk.0.ffn_up.bias"), "biases beyond q, k and v");
        refuse(file, file.has("blk.0.attn_q_norm.weight"), "norms on queries and keys");
    }

    private static void refuse(GgufFile file, boolean wrong, String fault) {
        if (wrong) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s asks for %s, which this decoder does not compute. Serve the model by another program and"
                            + " audit it there.",
                    file.path(),
                    fault);
        }
    }

    /// @param longest most positions to prepare for
    DecoderConfig config(GgufFile file, int longest) {
        GgufMetadata facts = file.metadata();
        int heads = facts.count(key("attention.head_count"));
        DecoderConfig.Heads attention = new DecoderConfig.Heads(
                heads,
                facts.count(key("attention.head_count_kv"), heads),
                headWidth(facts),
                Math.min(longest, facts.count(key("context_length"))),
                shortest(facts.real(key("rope.freq_base"), 10_000)));
        return new DecoderConfig(
                Math.toIntExact(file.entry("token_embd.weight").rows()),
                facts.count(key("embedding_length")),
                facts.count(key("block_count")),
                facts.count(key("feed_forward_length")),
                attention,
                shortest(facts.real(key("attention.layer_norm_rms_epsilon"))),
                !file.has("output.weight"));
    }

    Dialect dialect(GgufFile file) {
        return new Dialect(file.has("blk.0.attn_q.bias"), scaling(file));
    }

    private static RotaryScaling scaling(GgufFile file) {
        if (!file.has(ROTARY_FACTORS)) {
            return new RotaryScaling.None();
        }
        List<Float> factors = new ArrayList<>();
        for (float factor : file.floats(ROTARY_FACTORS)) {
            factors.add(factor);
        }
        return new RotaryScaling.Divided(factors);
    }

    private int headWidth(GgufMetadata facts) {
        int even = facts.count(key("embedding_length")) / facts.count(key("attention.head_count"));
        return facts.count(key("attention.key_length"), even);
    }

    /// The decimal that was meant: the file holds 1e-5 as the float 9.99999974737875e-06.
    private static double shortest(double stored) {
        return Double.parseDouble(Float.toString((float) stored));
    }
}
