package parable.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import tools.jackson.core.JacksonException;

/// A `config.json` as Hugging Face writes it for `LlamaForCausalLM`: the fields that decide what the model
/// computes. Others, such as library versions, are ignored.
@JsonIgnoreProperties(ignoreUnknown = true)
record LlamaConfigFile(
        List<String> architectures,
        @JsonProperty(value = "model_type", required = true) String modelType,
        @JsonProperty(value = "vocab_size", required = true) int vocabulary,

        @JsonProperty(value = "hidden_size", required = true)
        int width,

        @JsonProperty(value = "num_hidden_layers", required = true)
        int layers,

        @JsonProperty(value = "intermediate_size", required = true)
        int mlpWidth,

        @JsonProperty(value = "num_attention_heads", required = true)
        int heads,

        @JsonProperty("num_key_value_heads") @Nullable Integer kvHeads,
        @JsonProperty("head_dim") @Nullable Integer headWidth,

        @JsonProperty(value = "max_position_embeddings", required = true)
        int context,

        @JsonProperty("rope_theta") @Nullable Double ropeBase,
        @JsonProperty("rope_parameters") @Nullable RopeParameters ropeParameters,
        @JsonProperty("rope_scaling") @Nullable RopeScaling ropeScaling,

        @JsonProperty(value = "rms_norm_eps", required = true)
        double normEpsilon,

        @JsonProperty("tie_word_embeddings") boolean isTied,
        @JsonProperty(value = "hidden_act", required = true) String activation,
        @JsonProperty("attention_bias") boolean hasAttentionBias,
        @JsonProperty("mlp_bias") boolean hasMlpBias,
        @JsonProperty("bos_token_id") @Nullable Integer begin,
        @JsonProperty("eos_token_id") @Nullable Integer end,
        @JsonProperty("pad_token_id") @Nullable Integer pad) {

    static final String NAME = "config.json";

    /// Where newer writers keep the rotary base.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RopeParameters(
            @JsonProperty("rope_theta") double ropeBase,
            @JsonProperty("rope_type") @Nullable String kind) {}

    /// Where older writers say that positions are scaled.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RopeScaling(
            @JsonProperty("rope_type") @JsonAlias("type") @Nullable
            String kind) {}

    static LlamaConfigFile of(DecoderConfig config, int begin, int end, int pad) {
        DecoderConfig.Heads heads = config.attention();
        return new LlamaConfigFile(
                List.of("LlamaForCausalLM"),
                "llama",
                config.vocabulary(),
                config.width(),
                config.layers(),
                config.mlpWidth(),
                heads.heads(),
                heads.kvHeads(),
                heads.width(),
                heads.context(),
                heads.ropeBase(),
                null,
                null,
                config.normEpsilon(),
                config.isTied(),
                "silu",
                false,
                false,
                begin,
                end,
                pad);
    }

    /// @throws StudyException when the file is missing, is no Llama, or asks for what this decoder does not
    /// compute
    static LlamaConfigFile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            LlamaConfigFile config = Json.mapper()
                    .reader()
                    .without(tools.jackson.databind.DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .forType(LlamaConfigFile.class)
                    .readValue(Files.readString(file));
            config.refuseWhatIsNotComputed(file);
            return config;
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    e,
                    "%s cannot be read (%s). A checkpoint is a folder with config.json, model.safetensors and"
                            + " tokenizer.json.",
                    file,
                    e.getMessage());
        } catch (JacksonException e) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT, e, "%s is no config.json: %s", file, e.getOriginalMessage());
        }
    }

    private void refuseWhatIsNotComputed(Path file) {
        refuse(!"llama".equals(modelType), file, "model_type \"%s\"; this decoder computes \"llama\"", modelType);
        refuse(!"silu".equals(activation), file, "hidden_act \"%s\"; this decoder computes \"silu\"", activation);
        refuse(hasAttentionBias || hasMlpBias, file, "biases; this decoder has none");
        boolean scaled = ropeParameters != null && isScaled(ropeParameters.kind())
                || ropeScaling != null && isScaled(ropeScaling.kind());
        refuse(scaled, file, "scaled rotary positions; this decoder computes unscaled ones");
    }

    private static boolean isScaled(@Nullable String kind) {
        return kind != null && !kind.equals("default");
    }

    private static void refuse(boolean wrong, Path file, String fault, Object... values) {
        if (wrong) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT, "%s asks for %s.", file, fault.formatted(values));
        }
    }

    DecoderConfig decoder() {
        double base = ropeParameters != null ? ropeParameters.ropeBase() : ropeBase != null ? ropeBase : 10_000;
        DecoderConfig.Heads attention = new DecoderConfig.Heads(
                heads, kvHeads == null ? heads : kvHeads, headWidth == null ? width / heads : headWidth, context, base);
        return new DecoderConfig(vocabulary, width, layers, mlpWidth, attention, normEpsilon, isTied);
    }

    void write(Path folder) {
        AtomicFile.write(folder.resolve(NAME), Json.pretty(this));
    }
}
