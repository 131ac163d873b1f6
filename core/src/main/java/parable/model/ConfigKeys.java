package parable.model;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The keys of a `config.json` that the reader need not understand: those that never change what a model computes,
/// and those that change nothing at one value.
///
/// All others are read by [LlamaConfigFile] or refused by name.
final class ConfigKeys {
    /// Names, versions, storage, training, and defaults of sampling, which an audit sets itself.
    private static final Set<String> HARMLESS = Set.of(
            "_name_or_path",
            "name_or_path",
            "_commit_hash",
            "_attn_implementation",
            "_attn_implementation_autoset",
            "_attn_implementation_internal",
            "_experts_implementation",
            "_flash_attn_2_enabled",
            "attn_implementation",
            "transformers_version",
            "transformers.js_config",
            "unsloth_version",
            "unsloth_fixed",
            "model_name",
            "torch_dtype",
            "dtype",
            "use_bfloat16",
            "torchscript",
            "use_cache",
            "return_dict",
            "output_attentions",
            "output_hidden_states",
            "output_scores",
            "return_dict_in_generate",
            "initializer_range",
            "pretraining_tp",
            "attention_dropout",
            "hidden_dropout",
            "resid_pdrop",
            "embd_pdrop",
            "attn_pdrop",
            "classifier_dropout",
            "gradient_checkpointing",
            "is_llama_config",
            "is_decoder",
            "pad_token_id",
            "unk_token_id",
            "sep_token_id",
            "tokenizer_class",
            "tokenizer_model_max_length",
            "tokenizer_padding_side",
            "model_max_length",
            "max_sequence_length",
            "problem_type",
            "id2label",
            "label2id",
            "max_length",
            "min_length",
            "do_sample",
            "early_stopping",
            "num_beams",
            "num_beam_groups",
            "diversity_penalty",
            "temperature",
            "top_k",
            "top_p",
            "typical_p",
            "repetition_penalty",
            "length_penalty",
            "no_repeat_ngram_size",
            "encoder_no_repeat_ngram_size",
            "num_return_sequences",
            "remove_invalid_values");

    /// Departures from plain Llama, with the value at which they are none.
    private static final Map<String, Object> NEUTRAL = Map.ofEntries(
            Map.entry("attention_bias", false),
            Map.entry("mlp_bias", false),
            Map.entry("bias", false),
            Map.entry("use_bias", false),
            Map.entry("partial_rotary_factor", 1.0),
            Map.entry("rotary_pct", 1.0),
            Map.entry("rope_interleaved", false),
            Map.entry("rope_ratio", 1.0),
            Map.entry("alibi", false),
            Map.entry("logit_scale", 1.0),
            Map.entry("logits_scaling", 1.0),
            Map.entry("embedding_multiplier", 1.0),
            Map.entry("residual_multiplier", 1.0),
            Map.entry("use_qk_norm", false),
            Map.entry("qk_norm", false),
            Map.entry("qk_layernorm", false),
            Map.entry("is_causal", true),
            Map.entry("use_bidirectional_attention", false),
            Map.entry("use_parallel_residual", false),
            Map.entry("is_encoder_decoder", false),
            Map.entry("add_cross_attention", false),
            Map.entry("tie_encoder_decoder", false),
            Map.entry("chunk_size_feed_forward", 0.0),
            Map.entry("num_local_experts", 0.0),
            Map.entry("num_experts", 0.0),
            Map.entry("n_routed_experts", 0.0),
            Map.entry("use_mrope", false));

    private ConfigKeys() {}

    /// Refuses what is neither read, harmless nor at its neutral value.
    ///
    /// @throws parable.ground.StudyException naming the first departure, or all unknown keys
    static void refuseOthers(ConfigJson json, Family family) {
        NEUTRAL.forEach((key, neutral) -> json.value(key)
                .filter(value -> !isNeutral(value, neutral) && !isFixed(family, key))
                .ifPresent(value -> {
                    throw json.asksFor("\"%s\" = %s; this decoder computes %s", key, value, neutral);
                }));
        json.refuseUnread(HARMLESS);
    }

    /// Qwen2 has its biases whatever `attention_bias` says.
    private static boolean isFixed(Family family, String key) {
        return family.hasQueryKeyValueBias() && key.equals("attention_bias");
    }

    private static boolean isNeutral(JsonNode value, Object neutral) {
        return neutral instanceof Double number
                ? value.doubleValueOpt().orElse(Double.NaN) == number
                : value.isBoolean() && neutral.equals(value.booleanValue());
    }
}
