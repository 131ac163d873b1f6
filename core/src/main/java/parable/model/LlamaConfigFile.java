package parable.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import tools.jackson.core.JacksonException;

/// A `config.json` as Hugging Face writes it for Llama and for the families that differ from it only as a
/// [Dialect] says: the fields that decide what the model computes. Others, such as library versions, are
/// ignored.
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
        @JsonProperty("rope_scaling") @Nullable RopeParameters ropeScaling,

        @JsonProperty(value = "rms_norm_eps", required = true)
        double normEpsilon,

        @JsonProperty("tie_word_embeddings") boolean isTied,
        @JsonProperty(value = "hidden_act", required = true) String activation,
        @JsonProperty("attention_bias") boolean hasAttentionBias,
        @JsonProperty("mlp_bias") boolean hasMlpBias,
        @JsonProperty("bos_token_id") @Nullable Integer begin,

        @JsonProperty("eos_token_id")
        @JsonFormat(
                with = {
                    JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                    JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
                })
        @Nullable
        List<Integer> ends,

        @JsonProperty("pad_token_id") @Nullable Integer pad,

        @JsonProperty(value = "sliding_window", access = JsonProperty.Access.WRITE_ONLY) @Nullable
        Integer window,

        @JsonProperty(value = "use_sliding_window", access = JsonProperty.Access.WRITE_ONLY) @Nullable
        Boolean usesWindow) {

    static final String NAME = "config.json";

    /// By `model_type`. Mistral is Llama where its attention has no window; Qwen2 adds biases to q, k and v.
    private static final Map<String, Boolean> FAMILIES =
            new TreeMap<>(Map.of("llama", false, "mistral", false, "qwen2", true));

    /// Rotary positions: newer writers put the base in here, older ones beside it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RopeParameters(
            @JsonProperty("rope_theta") @Nullable Double ropeBase,

            @JsonProperty("rope_type") @JsonAlias("type") @Nullable
            String kind,

            @Nullable Double factor,
            @JsonProperty("low_freq_factor") @Nullable Double low,
            @JsonProperty("high_freq_factor") @Nullable Double high,

            @JsonProperty("original_max_position_embeddings") @Nullable
            Integer context) {

        boolean isScaled() {
            return kind != null && !kind.equals("default");
        }

        RotaryScaling scaling() {
            if (!isScaled()) {
                return new RotaryScaling.None();
            }
            return new RotaryScaling.Llama3(
                    requireNonNull(factor), requireNonNull(low), requireNonNull(high), requireNonNull(context));
        }

        boolean isComputed() {
            return !isScaled()
                    || "llama3".equals(kind) && factor != null && low != null && high != null && context != null;
        }
    }

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
                List.of(end),
                pad,
                null,
                null);
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
        refuse(
                !FAMILIES.containsKey(modelType),
                file,
                "model_type \"%s\"; this decoder computes %s",
                modelType,
                String.join(", ", FAMILIES.keySet()));
        refuse(!"silu".equals(activation), file, "hidden_act \"%s\"; this decoder computes \"silu\"", activation);
        refuse(hasAttentionBias || hasMlpBias, file, "biases; this decoder has those of Qwen2 only");
        boolean computed = (ropeParameters == null || ropeParameters.isComputed())
                && (ropeScaling == null || ropeScaling.isComputed());
        refuse(!computed, file, "scaled rotary positions; this decoder computes unscaled ones and those of Llama 3");
        // Mistral says null where there is no window; Qwen2 names one and a switch.
        boolean windowed = window != null && window < context && !Boolean.FALSE.equals(usesWindow);
        refuse(windowed, file, "attention in a window of %d tokens; this decoder sees all of them", window);
    }

    private static void refuse(boolean wrong, Path file, String fault, @Nullable Object... values) {
        if (wrong) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT, "%s asks for %s.", file, fault.formatted(values));
        }
    }

    DecoderConfig decoder() {
        return decoder(Integer.MAX_VALUE);
    }

    /// @param longest most positions to prepare for
    DecoderConfig decoder(int longest) {
        DecoderConfig.Heads attention = new DecoderConfig.Heads(
                heads,
                kvHeads == null ? heads : kvHeads,
                headWidth == null ? width / heads : headWidth,
                Math.min(longest, context),
                base());
        return new DecoderConfig(vocabulary, width, layers, mlpWidth, attention, normEpsilon, isTied);
    }

    private double base() {
        Double inside = ropeParameters == null ? null : ropeParameters.ropeBase();
        return inside != null ? inside : ropeBase != null ? ropeBase : 10_000;
    }

    Dialect dialect() {
        RopeParameters rotary = ropeParameters != null && ropeParameters.isScaled() ? ropeParameters : ropeScaling;
        RotaryScaling scaling = rotary == null ? new RotaryScaling.None() : rotary.scaling();
        return new Dialect(Boolean.TRUE.equals(FAMILIES.get(modelType)), scaling);
    }

    /// The shape of a decoder that can be trained.
    ///
    /// @throws StudyException when the file is of another dialect than this house trains
    DecoderConfig trained(Path folder) {
        refuse(
                !dialect().equals(Dialect.PLAIN),
                folder.resolve(NAME),
                "model_type \"%s\" with %s; only plain Llama is trained here, others are read",
                modelType,
                dialect());
        return decoder();
    }

    void write(Path folder) {
        AtomicFile.write(folder.resolve(NAME), Json.pretty(this));
    }
}
