package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.tensor.LiveTensors;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsWriter;
import parable.tensor.Scope;
import parable.tensor.StoredType;
import parable.tensor.Tensor;
import tools.jackson.databind.node.ObjectNode;

/// Folders of strangers: what is read, and what is said of the rest.
@ExtendWith(LiveTensors.class)
class ModelFolderTest {
    private static final String WEIGHTS = "model.safetensors", CONFIG = "config.json";

    @TempDir
    Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        TinyOpenModel.folder(folder, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logit_scale\": 0.25",
                "\"embedding_multiplier\": 12.0",
                "\"attention_multiplier\": 0.1",
                "\"final_logit_softcapping\": 30.0",
                "\"attn_logit_softcapping\": 50.0",
                "\"query_pre_attn_scalar\": 256",
                "\"no_rope_layers\": [1, 0]",
                "\"partial_rotary_factor\": 0.5",
                "\"rope_interleaved\": true",
                "\"is_causal\": false",
                "\"num_local_experts\": 8",
                "\"mlp_bias\": true",
                "\"some_key_of_2027\": 1",
                "\"layer_types\": [\"full_attention\", \"linear_attention\"]",
                "\"sliding_window\": 16",
                "\"rope_scaling\": {\"factor\": 4.0}",
                "\"rope_scaling\": {\"type\": \"default\", \"factor\": 4.0}",
                "\"rope_scaling\": {\"rope_type\": \"default\", \"partial_rotary_factor\": 0.5}",
                "\"rope_scaling\": {\"full_attention\": {\"rope_type\": \"default\"}}",
                "\"rope_parameters\": {\"rope_theta\": 5e5}",
                "\"rope_parameters\": {\"type\": \"linear\", \"factor\": 2}, \"rope_scaling\": {\"type\": \"linear\", \"factor\": 4}",
                "\"layer_types\": [\"full_attention\"]",
                "\"architectures\": [\"LlamaForSequenceClassification\"]",
                "\"quantization_config\": {\"quant_method\": \"fp8\"}",
            })
    void aKeyThatChangesTheModelIsRefusedByName(String keys) throws IOException {
        String key = keys.substring(1, keys.indexOf('"', 1));
        set(keys);
        assertRefused(
                switch (key) {
                    case "sliding_window" -> "attention in a window of 16 tokens";
                    case "rope_parameters" -> keys.contains("factor") ? "\"rope_scaling\" by" : "\"rope_theta\" is";
                    case "rope_scaling" ->
                        keys.contains("full") ? "\"rope_scaling.full_attention\"" : "rotary positions";
                    case "layer_types" -> keys.contains("linear") ? "layers of type" : "\"layer_types\" lists 1";
                    case "quantization_config" -> "quantized weights (fp8)";
                    case "architectures" -> "architectures [LlamaForSequenceClassification]";
                    default -> "\"" + key + "\"";
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logit_scale\": 1.0",
                "\"attention_bias\": null, \"mlp_bias\": null, \"tie_word_embeddings\": true",
                "\"rope_interleaved\": false, \"is_llama_config\": true, \"pretraining_tp\": 2",
                "\"initializer_range\": NaN",
                "\"sliding_window\": 400",
                "\"layer_types\": [\"full_attention\", \"full_attention\"]",
                "\"bos_token_id\": [0], \"eos_token_id\": [1, 2]",
                "\"max_position_embeddings\": 400.0",
                "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 1.0}",
                "\"rope_parameters\": {\"rope_theta\": 10000.0, \"rope_type\": \"default\"}",
                "\"torch_dtype\": \"bfloat16\", \"hidden_act\": null, \"head_dim\": null",
            })
    void keysThatChangeNothingAreRead(String keys) throws IOException {
        set(keys);
        OpenModel.hf(folder).close();
    }

    @ParameterizedTest
    @CsvSource({
        "num_attention_heads, 0",
        "num_attention_heads, -1",
        "num_attention_heads, 3",
        "num_attention_heads, \"four\"",
        "num_key_value_heads, 3",
        "max_position_embeddings, 0",
        "max_position_embeddings, -1",
        "vocab_size, 2147483647",
        "vocab_size, 40",
        "head_dim, 1000000",
        "head_dim, 7",
        "num_hidden_layers, 1000000",
        "num_hidden_layers, 1",
        "intermediate_size, 1000000000000",
        "hidden_size, 64",
        "rms_norm_eps, 0",
        "rms_norm_eps, NaN",
        "rms_norm_eps, -1e-5",
        "rope_theta, 0",
        "eos_token_id, 1000000",
        "bos_token_id, -1",
        "tie_word_embeddings, 1",
        "model_type, null",
        "model_type, 7",
        "architectures, [null]",
    })
    void aNumberThatTheWeightsDoNotBearIsRefused(String key, String value) throws IOException {
        set("\"%s\": %s".formatted(key, value));
        assertThatThrownBy(() -> OpenModel.hf(folder).close())
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void theFamilyIsReportedBeforeAnyFieldOfIt() throws IOException {
        Files.writeString(folder.resolve(CONFIG), "{\"model_type\": \"gpt2\", \"n_embd\": 64}");
        assertRefused("model_type \"gpt2\"; this decoder computes llama, mistral, qwen2");
        Files.writeString(folder.resolve(CONFIG), "{\"n_embd\": 64}");
        assertRefused("without \"model_type\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | is empty",
                "[]                         | must hold one JSON object",
                "{\"a\": 1, \"a\": 2}       | is no JSON from line 1",
                "<!doctype html>            | an HTML page",
                "version https://git-lfs.github.com/spec/v1 | a Git LFS pointer",
            })
    void aBrokenConfigurationIsReportedInOurWords(String text, String message) throws IOException {
        Files.writeString(folder.resolve(CONFIG), text);
        assertRefused(message);
    }

    @Test
    void aTensorThatNothingReadsIsRefusedAndFrequenciesAreNot() throws IOException {
        rewrite(Map.of("model.layers.0.self_attn.rotary_emb.inv_freq", new float[] {1, 1, 1, 1}));
        OpenModel.hf(folder).close();
        rewrite(Map.of("model.layers.0.self_attn.q_norm.weight", new float[8]));
        assertRefused("\"model.layers.0.self_attn.q_norm.weight\", which this decoder does not read");
    }

    @Test
    void aTiedModelMayStoreItsHeadOnlyIfItIsTheSame() throws IOException {
        float[] table = tensor("model.embed_tokens.weight");
        rewrite(Map.of("lm_head.weight", table));
        OpenModel.hf(folder).close();
        table[3] += 1;
        rewrite(Map.of("lm_head.weight", table));
        assertRefused("says twice what the output head is, and differently");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void weightsThatAreNoNumbersAreRefusedByName(float broken) throws IOException {
        float[] values = tensor("model.layers.1.mlp.down_proj.weight");
        values[values.length - 1] = broken;
        rewrite(Map.of("model.layers.1.mlp.down_proj.weight", values));
        assertRefused("holds NaN or infinity in \"model.layers.1.mlp.down_proj.weight\"");
        assertThatThrownBy(() -> Checkpoint.load(folder).close()).hasMessageContaining("NaN or infinity");
    }

    @Test
    void weightsThatWereNeverFilledInAreRefused() throws IOException {
        rewrite(Map.of("model.norm.weight", new float[32]));
        assertRefused("holds only zeros in \"model.norm.weight\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adapter_config.json               | an adapter without its base model. Merge the adapter",
                "pytorch_model.bin                 | as PyTorch pickles them (pytorch_model.bin)",
                "consolidated.00.pth               | as PyTorch pickles them (consolidated.00.pth)",
                "model.onnx                        | model.onnx, a format that is not read",
                "model-q4.gguf                     | Name it as gguf:",
                "model-00001-of-00002.safetensors  | but no model.safetensors.index.json",
            })
    void whatLiesThereInsteadIsNamed(String name, String message) throws IOException {
        Files.delete(folder.resolve(WEIGHTS));
        Files.writeString(folder.resolve(name), "{}");
        assertRefused(message);
    }

    @Test
    void anAdapterInTheSameFolderIsRefused() throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), "{}");
        assertRefused("holds a whole model and an adapter");
    }

    @Test
    void aFolderThatIsNoneIsReported() throws IOException {
        assertThatThrownBy(() -> OpenModel.hf(Path.of("some-org/Some-Model-7B")))
                .hasMessageContaining("hf download some-org/Some-Model-7B");
        assertThatThrownBy(() -> OpenModel.hf(Files.writeString(folder.resolve("a.gguf"), "")))
                .hasMessageContaining("Name it as gguf:");
        Path outer = Files.createDirectories(folder.resolve("outer"));
        Path inner = Files.createDirectories(outer.resolve("checkpoint-500"));
        Files.copy(folder.resolve(CONFIG), inner.resolve(CONFIG));
        assertThatThrownBy(() -> OpenModel.hf(outer)).hasMessageContaining("its folder checkpoint-500 does");
    }

    @Test
    void weightsThatArePointersArchivesOrZerosAreNamed() throws IOException {
        Files.writeString(folder.resolve(WEIGHTS), "version https://git-lfs.github.com/spec/v1\noid sha256:aa\n");
        assertRefused("is no safetensors file but a Git LFS pointer");
        Files.writeString(folder.resolve(WEIGHTS), "PK\3\4archive/data.pkl");
        assertRefused("is no safetensors file but a Python pickle");
        Files.write(folder.resolve(WEIGHTS), new byte[4096]);
        assertRefused("is no safetensors file but zeros");
    }

    @Test
    void logitsThatAreNoNumbersEndWithAnError() {
        assertThat(Finite.requireLogits(new float[] {-1e30f, 0, 1e30f})).hasSize(3);
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Finite.requireLogits(new float[] {0, broken, 1}))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("logits that are NaN or infinite");
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> OpenModel.hf(folder).close())
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message);
    }

    /// Puts keys into the configuration, over those that are there.
    private void set(String keys) throws IOException {
        ObjectNode config = (ObjectNode) Json.mapper().readTree(Files.readString(folder.resolve(CONFIG)));
        for (String key : new String[] {"rope_parameters", "rope_scaling"}) {
            config.remove(key);
        }
        StringBuilder text = new StringBuilder("{" + keys);
        config.properties().stream()
                .filter(entry -> !(", " + keys).contains(", \"" + entry.getKey() + "\":"))
                .forEach(entry -> text.append(", \"")
                        .append(entry.getKey())
                        .append("\": ")
                        .append(entry.getValue()));
        Files.writeString(folder.resolve(CONFIG), text.append('}'));
    }

    private float[] tensor(String name) {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            return file.bytes(name).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        }
    }

    /// Writes the weights with some replaced or added.
    private void rewrite(Map<String, float[]> changed) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        try (Scope _ = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            file.names().stream().filter(name -> !changed.containsKey(name)).forEach(name -> {
                float[] values = file.bytes(name).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
                writer.add(name, StoredType.F32, file.entry(name).shape(), Tensor.of(values, values.length)::memory);
            });
            changed.forEach((name, values) -> {
                long[] shape = file.has(name) ? file.entry(name).shape() : shape(name, values);
                writer.add(name, StoredType.F32, shape, Tensor.of(values, values.length)::memory);
            });
            writer.write(folder.resolve("rewritten.safetensors"));
        }
        Files.move(
                folder.resolve("rewritten.safetensors"),
                folder.resolve(WEIGHTS),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static long[] shape(String name, float[] values) {
        return name.equals("lm_head.weight") ? new long[] {values.length / 32, 32} : new long[] {values.length};
    }
}
