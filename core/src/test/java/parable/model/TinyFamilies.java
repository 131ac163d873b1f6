package parable.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parable.ground.Json;
import parable.text.ByteLetters;
import tools.jackson.databind.node.ObjectNode;

/// Small models of every family and layout that is read: random weights, the tokenizer and template of
/// [TinyOpenModel].
public final class TinyFamilies {
    private static final int PAIRS = 4, CONTEXT = 600;

    /// So small that two of the four pairs are blended by the rule below.
    private static final double BASE = 16;

    public static final List<String> FOLDERS = List.of("llama", "untied", "mistral", "qwen2", "llama3", "linear"),
            FILES = List.of("llama", "untied", "qwen2", "llama3");

    private static final RotaryScaling.Llama3 RULE = new RotaryScaling.Llama3(8, 1, 4, 40);

    private TinyFamilies() {}

    private static Decoder decoder(String family, int context) {
        int vocabulary = ByteLetters.table("smollm").tokens().size();
        DecoderConfig.Heads heads =
                new DecoderConfig.Heads(4, 2, 2 * PAIRS, context, family.equals("llama3") ? BASE : 500_000);
        DecoderConfig config = new DecoderConfig(vocabulary, 32, 2, 48, heads, 1e-5, !family.equals("untied"));
        return TinyModels.filled(Decoder.blank(config, dialect(family)), 5);
    }

    private static Dialect dialect(String family) {
        return switch (family) {
            case "qwen2" -> new Dialect(true, new RotaryScaling.None());
            case "llama3" -> new Dialect(false, RULE);
            case "linear" -> new Dialect(false, new RotaryScaling.Linear(2));
            default -> Dialect.PLAIN;
        };
    }

    /// As published: half a dozen keys that do not concern this decoder, and weights said to be of 16 bits.
    public static ModelSource folder(Path folder, String family) throws IOException {
        return folder(folder, family, CONTEXT);
    }

    /// @param context tokens, which are bytes here
    public static ModelSource folder(Path folder, String family, int context) throws IOException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        try (Decoder model = decoder(family, context)) {
            Checkpoint.saveWeights(model, folder);
            ObjectNode config = LlamaConfigFile.json(model.config(), model.dialect())
                    .put("bos_token_id", 0)
                    .put("eos_token_id", 1)
                    .put("torch_dtype", "bfloat16")
                    .put("initializer_range", 0.02)
                    .put("use_cache", true);
            if (family.equals("mistral")) {
                config.put("model_type", "mistral").putNull("sliding_window");
                config.putArray("architectures").add("MistralForCausalLM");
            }
            Files.writeString(folder.resolve("config.json"), Json.pretty(config));
        }
        ObjectNode words = Json.mapper()
                .createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("bos_token", ByteLetters.START)
                .put("eos_token", ByteLetters.END)
                .put("chat_template", TinyOpenModel.CHATML);
        Files.writeString(folder.resolve("tokenizer_config.json"), Json.pretty(words));
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [1, 0], \"temperature\": 0.7}");
        Files.writeString(folder.resolve("LICENSE"), "free");
        return new ModelFolder(folder);
    }

    public static ModelSource file(Path file, String family) throws IOException {
        try (Decoder model = decoder(family, CONTEXT)) {
            GgufCopy copy = GgufCopy.of(model, family.equals("qwen2") ? "qwen2" : "llama")
                    .tokens(ByteLetters.table("smollm"))
                    .fact("tokenizer.ggml.bos_token_id", 0)
                    .fact("tokenizer.ggml.eos_token_id", 1)
                    .fact("tokenizer.ggml.add_bos_token", true)
                    .fact("tokenizer.chat_template", TinyOpenModel.CHATML);
            if (family.equals("llama3")) {
                copy.tensor("rope_freqs.weight", factors(), PAIRS);
            }
            return new ModelFile(copy.write(file));
        }
    }

    private static float[] factors() {
        float[] factors = new float[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            float plain = (float) Math.pow(BASE, -pair / (double) PAIRS);
            factors[pair] = plain / RULE.of(pair, plain);
        }
        return factors;
    }

    /// A table that no rule makes.
    static Path unruly(Path file) throws IOException {
        float[] factors = {1, 2, 1, 2};
        try (Decoder model = decoder("llama", CONTEXT)) {
            return GgufCopy.of(model, "llama")
                    .tokens(ByteLetters.table("smollm"))
                    .fact("tokenizer.ggml.eos_token_id", 1)
                    .tensor("rope_freqs.weight", factors, PAIRS)
                    .write(file);
        }
    }
}
