package parable.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import parable.tensor.GgufFile;

/// The architectures of GGUF files that are the decoder of this house, by the name in `general.architecture`.
enum GgufArchitecture {
    /// Llama 1 to 3, Mistral, SmolLM2 and others that were converted as Llama.
    LLAMA(true),
    QWEN2(false);

    /// GGUF's tensor of rotary factors, one for each pair of a head.
    static final String ROTARY_FACTORS = "rope_freqs.weight";

    /// Keys of an architecture that change nothing: what sampling, storage or other kinds of scaling would need.
    private static final Set<String> HARMLESS =
            Set.of("rope.scaling.original_context_length", "rope.scaling.finetuned", "tensor_data_layout");

    private final boolean permuted;

    GgufArchitecture(boolean permuted) {
        this.permuted = permuted;
    }

    /// Whether rows of queries and keys are stored in the converter's order.
    boolean isPermuted() {
        return permuted;
    }

    /// @param stored what `general.architecture` says
    static GgufArchitecture of(GgufFacts facts, String stored) {
        String known = Arrays.stream(values()).map(GgufArchitecture::key).collect(Collectors.joining(", "));
        return Arrays.stream(values())
                .filter(one -> one.key().equals(stored))
                .findFirst()
                .orElseThrow(() -> facts.refusal("is of architecture \"%s\"; this decoder computes %s", stored, known));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What the file says of its model. Every key of the architecture is read, harmless or refused by name.
    ///
    /// @param longest most positions to prepare for
    /// @throws parable.ground.StudyException of category CHECKPOINT when the file contradicts itself or asks for
    ///     what the decoder does not compute
    static GgufModel read(GgufFile file, int longest) {
        GgufFacts general = new GgufFacts(file.metadata(), "general.");
        refuseParts(file);
        String type = general.text("type").orElse("model");
        if (!type.equals("model")) {
            throw general.refusal("is of general.type \"%s\", which is no whole model; merge it into one", type);
        }
        GgufArchitecture architecture = of(general, file.metadata().text("general.architecture"));
        return architecture.model(file, new GgufFacts(file.metadata(), architecture.key() + "."), longest);
    }

    private static void refuseParts(GgufFile file) {
        GgufFacts split = new GgufFacts(file.metadata(), "split.");
        int parts = split.countFromZero("count").orElse(0);
        if (parts > 1) {
            throw split.refusal(
                    "is part %d of %d. Merge the parts into one file first (llama-gguf-split --merge)",
                    split.countFromZero("no").orElse(0) + 1, parts);
        }
    }

    private GgufModel model(GgufFile file, GgufFacts facts, int longest) {
        DecoderConfig config = config(file, facts, longest);
        int context = facts.count("context_length", Integer.MAX_VALUE);
        facts.countFromZero("attention.sliding_window")
                .filter(window -> window > 0 && window < Math.min(longest, context))
                .ifPresent(window -> {
                    throw facts.asksFor("attention in a window of %d tokens", window);
                });
        facts.requireNeutral("expert_count", 0);
        facts.requireNeutral("expert_used_count", 0);
        facts.requireNeutral("pooling_type", 0);
        facts.requireNeutral("logit_scale", 1);
        facts.requireNeutral("embedding_scale", 1);
        facts.requireNeutral("residual_scale", 1);
        facts.requireFlag("attention.causal", true);
        facts.requireFlag("use_parallel_residual", false);
        RotaryScaling scaling =
                GgufRotary.scaling(file, facts, config.attention().width());
        facts.refuseUnread(HARMLESS);
        return new GgufModel(this, config, new Dialect(file.has("blk.0.attn_q.bias"), scaling));
    }

    private static DecoderConfig config(GgufFile file, GgufFacts facts, int longest) {
        List<Long> embedding = file.entry("token_embd.weight").shape();
        int vocabulary = (int) Math.min(embedding.getFirst(), LlamaConfigFile.MOST_TOKENS);
        facts.requireEqual("vocab_size", embedding.getFirst(), "the embedding table has");
        int width = facts.count("embedding_length", LlamaConfigFile.MOST_CHANNELS);
        int heads = facts.count("attention.head_count", LlamaConfigFile.MOST_HEADS);
        int kvHeads = facts.optionalCount("attention.head_count_kv", LlamaConfigFile.MOST_HEADS)
                .orElse(heads);
        int headWidth = facts.optionalCount("attention.key_length", LlamaConfigFile.MOST_CHANNELS)
                .orElse(width / heads);
        if (heads % kvHeads != 0 || headWidth < 2 || headWidth % 2 != 0) {
            throw facts.asksFor(
                    "%d query heads and %d key/value heads of %d channels; groups must be equal and channels even",
                    heads, kvHeads, headWidth);
        }
        facts.requireEqual("attention.value_length", headWidth, "a head has");
        facts.requireEqual("rope.dimension_count", headWidth, "a head has");
        DecoderConfig.Heads attention = new DecoderConfig.Heads(
                heads,
                kvHeads,
                headWidth,
                Math.min(longest, facts.count("context_length", Integer.MAX_VALUE)),
                GgufRotary.base(facts));
        return new DecoderConfig(
                vocabulary,
                width,
                facts.count("block_count", LlamaConfigFile.MOST_LAYERS),
                facts.count("feed_forward_length", LlamaConfigFile.MOST_CHANNELS),
                attention,
                facts.real("attention.layer_norm_rms_epsilon", LlamaConfigFile.LEAST_EPSILON, 1),
                !file.has("output.weight"));
    }
}
