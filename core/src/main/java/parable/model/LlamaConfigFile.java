package parable.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.text.Specials;
import tools.jackson.databind.node.ObjectNode;

/// A `config.json` as Hugging Face writes it for Llama and for the families that differ from it only as a
/// [Dialect] says. Every key is read, known to be harmless ([ConfigKeys]) or refused by name.
///
/// @param decoder with the whole context that the file states
/// @param ends    tokens that end an answer
record LlamaConfigFile(Path file, Family family, DecoderConfig decoder, RotaryScaling scaling, List<Integer> ends) {
    static final String NAME = "config.json";

    /// Positions prepared for at most: tables for 131,072 positions take 134 MB and a conversation of that
    /// length days on a processor. 32,768 is arbitrary beyond that.
    static final int LONGEST = 32_768;

    /// No published model comes near these. Their products fit 63 bits, and weights must fit them exactly
    /// ([WeightFit]) before anything is allocated.
    static final int MOST_TOKENS = 1 << 24, MOST_CHANNELS = 1 << 20, MOST_HEADS = 1 << 14, MOST_LAYERS = 1 << 14;

    static final double LEAST_EPSILON = 1e-30;
    private static final double USUAL_EPSILON = 1e-6;

    LlamaConfigFile {
        ends = List.copyOf(ends);
    }

    /// @throws StudyException when the file is missing, is of no known family, contradicts itself, or asks for what
    ///     this decoder does not compute
    static LlamaConfigFile read(Path folder) {
        ConfigJson json = ConfigJson.read(folder.resolve(NAME));
        Family family = Family.of(json);
        String activation = json.text("hidden_act").orElse("silu");
        if (!activation.equals("silu")) {
            throw json.asksFor("hidden_act \"%s\"; this decoder computes \"silu\"", activation);
        }
        RotaryConfig rotary = RotaryConfig.of(json);
        DecoderConfig decoder = decoder(json, rotary.base());
        family.refuseWindow(
                json, decoder.layers(), Math.min(LONGEST, decoder.attention().context()));
        List<Integer> ends = json.ids("eos_token_id", decoder.vocabulary());
        json.ids("bos_token_id", decoder.vocabulary());
        ConfigKeys.refuseOthers(json, family);
        return new LlamaConfigFile(json.file(), family, decoder, rotary.scaling(), ends);
    }

    private static DecoderConfig decoder(ConfigJson json, double base) {
        int vocabulary = json.count("vocab_size", MOST_TOKENS);
        int width = json.count("hidden_size", MOST_CHANNELS);
        int layers = json.count("num_hidden_layers", MOST_LAYERS);
        int mlpWidth = json.count("intermediate_size", MOST_CHANNELS);
        int heads = json.count("num_attention_heads", MOST_HEADS);
        int kvHeads = json.optionalCount("num_key_value_heads", MOST_HEADS).orElse(heads);
        Optional<Integer> stated = json.optionalCount("head_dim", MOST_CHANNELS);
        int context = json.count("max_position_embeddings", Integer.MAX_VALUE);
        double epsilon = json.optionalReal("rms_norm_eps", LEAST_EPSILON, 1).orElse(USUAL_EPSILON);
        if (heads % kvHeads != 0) {
            throw json.disagrees(
                    "\"num_attention_heads\" must be a multiple of \"num_key_value_heads\", but they are %d and %d",
                    heads, kvHeads);
        }
        if (stated.isEmpty() && width % heads != 0) {
            throw json.disagrees(
                    "without \"head_dim\", \"hidden_size\" must be a multiple of \"num_attention_heads\", but they are"
                            + " %d and %d",
                    width, heads);
        }
        int headWidth = stated.orElse(width / heads);
        if (headWidth % 2 != 0) {
            throw json.asksFor("heads of %d channels; rotary positions turn pairs", headWidth);
        }
        DecoderConfig.Heads attention = new DecoderConfig.Heads(heads, kvHeads, headWidth, context, base);
        boolean isTied = json.flag("tie_word_embeddings", false);
        return new DecoderConfig(vocabulary, width, layers, mlpWidth, attention, epsilon, isTied);
    }

    Dialect dialect() {
        return new Dialect(family.hasQueryKeyValueBias(), scaling);
    }

    /// Writes the file of a plain Llama.
    static void write(DecoderConfig config, Specials specials, Path folder) {
        ObjectNode json = json(config, Dialect.PLAIN)
                .put("bos_token_id", specials.begin())
                .put("eos_token_id", specials.end())
                .put("pad_token_id", specials.pad());
        AtomicFile.write(folder.resolve(NAME), Json.pretty(json));
    }

    /// The file without what a tokenizer adds to it.
    static ObjectNode json(DecoderConfig config, Dialect dialect) {
        DecoderConfig.Heads heads = config.attention();
        ObjectNode json = Json.mapper().createObjectNode();
        json.putArray("architectures").add(dialect.hasQueryKeyValueBias() ? "Qwen2ForCausalLM" : "LlamaForCausalLM");
        json.put("model_type", (dialect.hasQueryKeyValueBias() ? Family.QWEN2 : Family.LLAMA).key())
                .put("vocab_size", config.vocabulary())
                .put("hidden_size", config.width())
                .put("num_hidden_layers", config.layers())
                .put("intermediate_size", config.mlpWidth())
                .put("num_attention_heads", heads.heads())
                .put("num_key_value_heads", heads.kvHeads())
                .put("head_dim", heads.width())
                .put("max_position_embeddings", heads.context())
                .put("rope_theta", heads.ropeBase())
                .putNull("rope_parameters")
                .set("rope_scaling", RotaryConfig.json(dialect.scaling()));
        return json.put("rms_norm_eps", config.normEpsilon())
                .put("tie_word_embeddings", config.isTied())
                .put("hidden_act", "silu")
                .put("attention_bias", false)
                .put("mlp_bias", false);
    }
}
