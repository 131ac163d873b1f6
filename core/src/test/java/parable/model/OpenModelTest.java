package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.tensor.Closeness;
import parable.tensor.GgufFile;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.text.ByteLetters;
import parable.text.ChatTemplates;

/// `src/test/python/golden_dialects.py` describes the folders of dialects and made them with transformers.
@ExtendWith(LiveTensors.class)
class OpenModelTest {
    private static final Path GOLDEN = Path.of("src/test/resources/parable/model/golden");

    @TempDir
    Path folder;

    record Row(int[] ids, float[] logits) {}

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama3"})
    void dialectsAnswerAsInTransformers(String name) throws IOException {
        try (Decoder model = golden(name)) {
            assertAnswers(name, model);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama3"})
    void everyWeightOfAModelOpenedForTrainingHasAGradient(String name) throws IOException {
        try (Decoder model = golden(name, OpenModel.Use.TRAIN);
                Decoder read = golden(name);
                Scope _ = Scope.open()) {
            assertAnswers(name, model);
            assertThat(model.parameters().values().floats())
                    .isEqualTo(read.parameters().values().floats());
            Tensor logits = model.logits(Tensor.of(new int[] {3, 9, 4, 11}, 1, 4), Tap.NONE);
            Ops.crossEntropySum(logits.view(4, -1), Tensor.of(new int[] {9, 4, 11, 5}, 4))
                    .backward();
            for (String parameter : model.parameters().names()) {
                assertThat(model.parameters().gradient(parameter).norm().item())
                        .as(parameter)
                        .isPositive();
            }
        }
    }

    @Test
    void aGgufFileOpensForTraining() throws IOException {
        Path file = TinyOpenModel.gguf(folder.resolve("tiny.gguf"), TinyOpenModel.CHATML);
        try (OpenModel trained = OpenModel.gguf(file, OpenModel.Use.TRAIN);
                OpenModel read = OpenModel.gguf(file);
                Scope _ = Scope.open()) {
            assertThat(trained.decoder().parameters().values().floats())
                    .isEqualTo(read.decoder().parameters().values().floats());
            assertThat(trained.decoder().parameters().gradients().elements())
                    .isEqualTo(trained.decoder().parameters().values().elements());
            assertThat(trained.stops()).isEqualTo(read.stops());
        }
    }

    @ParameterizedTest
    @CsvSource({"qwen2,qwen2", "grouped,llama", "tied,llama"})
    void ggufFilesHoldTheSameModel(String name, String architecture) throws IOException {
        try (Decoder model = golden(name);
                GgufFile file = GgufFile.open(GgufCopy.of(model, architecture).write(folder.resolve("copy.gguf")));
                Decoder copy = OpenModel.decoder(file, OpenModel.Use.READ);
                Scope _ = Scope.open()) {
            assertThat(copy.config()).isEqualTo(model.config());
            assertThat(copy.parameters().values().floats())
                    .isEqualTo(model.parameters().values().floats());
        }
    }

    @Test
    void rotaryFactorsOfAGgufFileScaleAsLlama3Does() throws IOException {
        try (Decoder model = golden("llama3")) {
            RotaryScaling.Llama3 rule = new RotaryScaling.Llama3(8, 1, 4, 64);
            float[] factors = new float[4];
            for (int pair = 0; pair < factors.length; pair++) {
                float plain = (float) Math.pow(500_000, -pair / 4.0);
                factors[pair] = plain / rule.of(pair, plain);
            }
            assertThat(factors[0]).isEqualTo(1);
            assertThat(factors[3]).isEqualTo(8);
            GgufCopy copy = GgufCopy.of(model, "llama").tensor("rope_freqs.weight", factors, 4);
            try (GgufFile file = GgufFile.open(copy.write(folder.resolve("scaled.gguf")));
                    Decoder read = OpenModel.decoder(file, OpenModel.Use.READ)) {
                assertAnswers("llama3", read);
            }
        }
    }

    @Test
    void aFolderAndAFileAreTheSameModel() throws IOException {
        Path file = TinyOpenModel.gguf(folder.resolve("tiny.gguf"), TinyOpenModel.CHATML);
        try (OpenModel hf = OpenModel.hf(TinyOpenModel.folder(folder, TinyOpenModel.CHATML));
                OpenModel gguf = OpenModel.gguf(file);
                Scope _ = Scope.open()) {
            assertThat(gguf.decoder().config()).isEqualTo(hf.decoder().config());
            assertThat(gguf.decoder().parameters().values().floats())
                    .isEqualTo(hf.decoder().parameters().values().floats());
            assertThat(gguf.stops()).isEqualTo(hf.stops()).containsExactly(1);
            assertThat(gguf.words()).isEqualTo(hf.words()).containsEntry("eos_token", "<|im_end|>");
            assertThat(gguf.templates())
                    .isEqualTo(hf.templates())
                    .contains(new ChatTemplates(TinyOpenModel.CHATML, Optional.empty()));
            assertThat(gguf.tokenizer().encode("hello 12"))
                    .isEqualTo(hf.tokenizer().encode("hello 12"));
        }
    }

    /// One row goes another way than a few, and these another than the decoder that could be trained.
    @Test
    void aModelWritesTheSameAloneInABatchAndAsACheckpoint() throws IOException {
        Sampling greedy = new Sampling(0, 24, -1, Set.of());
        List<GenerationRequest> requests = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> GenerationRequest.of(new int[] {4 + i, 40 - i, 17}, greedy, i))
                .toList();
        try (Decoder trained = TinyOpenModel.decoder();
                OpenModel open = OpenModel.hf(TinyOpenModel.folder(folder, ""))) {
            List<int[]> expected = tokens(trained, 5, requests);
            assertThat(tokens(open.decoder(), 1, requests))
                    .usingRecursiveComparison()
                    .isEqualTo(expected);
            assertThat(tokens(open.decoder(), 5, requests))
                    .usingRecursiveComparison()
                    .isEqualTo(expected);
        }
    }

    private static List<int[]> tokens(Decoder model, int rows, List<GenerationRequest> requests) {
        try (Generator generator = Generator.of(model, rows)) {
            return generator.generate(requests).stream().map(Generated::tokens).toList();
        }
    }

    @Test
    void readingNeedsNoMemoryForGradients() throws IOException {
        try (OpenModel model = OpenModel.hf(TinyOpenModel.folder(folder, ""))) {
            assertThat(model.templates()).isEmpty();
            assertThatThrownBy(() -> model.decoder().parameters().gradients())
                    .hasMessageContaining("was opened for reading and has no gradients");
        }
    }

    @Test
    void severalEndsAndATemplateFileOfItsOwnAreRead() throws IOException {
        TinyOpenModel.folder(folder, "in the configuration");
        Files.writeString(folder.resolve("chat_template.jinja"), "in a file");
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [7, 9]}");
        try (OpenModel model = OpenModel.hf(folder)) {
            assertThat(model.templates()).contains(new ChatTemplates("in a file", Optional.empty()));
            assertThat(model.stops()).containsExactly(1, 7, 9);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "general.architecture            | gemma  | is of architecture \"gemma\"; this decoder computes llama, qwen2",
                "tokenizer.ggml.model            | t5     | has a tokenizer of model \"t5\"; gpt2 and llama are known",
                "tokenizer.ggml.pre              | tekken | cuts words as \"tekken\"",
                "llama.rope.scaling.type         | yarn   | rotary scaling of type \"yarn\"",
            })
    void whatCannotBeReadRightIsRefused(String key, String value, String message) throws IOException {
        assertRefused(key, value, message);
    }

    @Test
    void whatTheDecoderDoesNotComputeIsRefused() throws IOException {
        assertRefused("llama.expert_count", 8, "\"llama.expert_count\" = 8, which this decoder does not compute");
        assertRefused("llama.rope.dimension_count", 4, "\"llama.rope.dimension_count\" is 4, but a head has 8");
        assertRefused("llama.attention.sliding_window", 64, "attention in a window of 64 tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama.block_count              | 1000000    | \"llama.block_count\" = 1000000; it must be from 1",
                "llama.block_count              | 1          | holds 2 layers, but the configuration says 1",
                "llama.attention.head_count     | 0          | \"llama.attention.head_count\" = 0; it must be from 1",
                "llama.attention.head_count     | -1         | \"llama.attention.head_count\" = [-1]",
                "llama.attention.key_length     | 1000000    | holds \"blk.0.attn_q.weight\" with shape",
                "llama.context_length           | 0          | \"llama.context_length\" = 0; it must be from 1",
                "llama.vocab_size               | 7          | disagrees with itself",
                "llama.attention.value_length   | 4          | disagrees with itself",
                "llama.some_key_of_2027         | 1          | \"llama.some_key_of_2027\" = 1, which this decoder does not",
                "tokenizer.ggml.eos_token_id    | 1000000    | its tokens are numbered from 0",
                "tokenizer.ggml.bos_token_id    | -2         | its tokens are numbered from 0",
                "split.count                    | 2          | is part 1 of 2. Merge the parts",
            })
    void aNumberThatTheFileDoesNotBearIsRefused(String key, int value, String message) throws IOException {
        assertRefused(key, value, message);
    }

    @Test
    void aRealNumberThatCannotBeComputedWithIsRefused() throws IOException {
        assertRefused("llama.attention.layer_norm_rms_epsilon", 0f, "it must be from");
        assertRefused("llama.attention.layer_norm_rms_epsilon", Float.NaN, "= NaN; it must be from");
        assertRefused("llama.rope.freq_base", 0f, "it must be from");
        assertRefused("llama.logit_scale", 0.25f, "\"llama.logit_scale\" = 0.25");
        assertRefused("llama.attention.causal", false, "\"llama.attention.causal\" = false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama.rope.scale_linear", "llama.rope.scaling.factor"})
    void aFactorWithoutATypeIsLinearAsInLlamaCpp(String key) throws IOException {
        try (Decoder model = TinyOpenModel.decoder();
                GgufFile file =
                        GgufFile.open(GgufCopy.of(model, "llama").fact(key, 4f).write(folder.resolve("linear.gguf")))) {
            assertThat(GgufArchitecture.read(file, 96).dialect().scaling()).isEqualTo(new RotaryScaling.Linear(4));
        }
    }

    /// Llama with biases, as some converters write: they are turned as the rows of their matrices are.
    @Test
    void biasesOfQueriesAndKeysAreTurnedBackWithTheirRows() throws IOException {
        try (Decoder model = TinyOpenModel.decoder()) {
            GgufCopy copy = GgufCopy.of(model, "llama");
            float[] stored = new float[32], keys = new float[16];
            for (int at = 0; at < 32; at++) {
                stored[at] = at / 8 * 8
                        + at % 2 * 4
                        + at % 8 / 2; // (heads, D/2, 2): the value at 2j + half was half * 4 + j
            }
            System.arraycopy(stored, 0, keys, 0, 16);
            for (int layer = 0; layer < 2; layer++) {
                copy.tensor("blk." + layer + ".attn_q.bias", stored, 32)
                        .tensor("blk." + layer + ".attn_k.bias", keys, 16)
                        .tensor("blk." + layer + ".attn_v.bias", keys, 16);
            }
            try (GgufFile file = GgufFile.open(copy.write(folder.resolve("biased.gguf")));
                    Decoder read = OpenModel.decoder(file, OpenModel.Use.READ);
                    Scope _ = Scope.open()) {
                Parameters weights = read.parameters();
                assertThat(weights.value("model.layers.1.self_attn.q_proj.bias").floats()[9])
                        .isEqualTo(9);
                for (int at = 0; at < 32; at++) {
                    assertThat(weights.value("model.layers.0.self_attn.q_proj.bias")
                                    .floats()[at])
                            .isEqualTo(at);
                }
                assertThat(weights.value("model.layers.0.self_attn.v_proj.bias").floats())
                        .isEqualTo(keys);
            }
        }
    }

    private void assertRefused(String key, Object value, String message) throws IOException {
        try (Decoder model = TinyOpenModel.decoder()) {
            Path file = GgufCopy.of(model, "llama")
                    .tokens(ByteLetters.table("smollm"))
                    .fact(key, value)
                    .write(folder.resolve("refused.gguf"));
            assertThatThrownBy(() -> OpenModel.gguf(file).close())
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void aShardThatIsMissingOrNotInTheIndexsFolderIsNamed() throws IOException {
        for (String name : new String[] {"config.json", "model.safetensors.index.json"}) {
            Files.copy(GOLDEN.resolve("qwen2").resolve(name), folder.resolve(name));
        }
        assertThatThrownBy(() -> SafetensorsWeights.open(folder, false).close())
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("There is no checkpoint file")
                .hasMessageContaining("-of-00004.safetensors");
        Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"x\": \"../secret.safetensors\"}}");
        assertThatThrownBy(() -> SafetensorsWeights.open(folder, false).close())
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("\"x\" must lie in a .safetensors file in the same folder");
        Files.writeString(folder.resolve("model.safetensors.index.json"), "[]");
        assertThatThrownBy(() -> SafetensorsWeights.open(folder, false).close()).hasMessageContaining("weight_map");
    }

    private static Decoder golden(String name) {
        return golden(name, OpenModel.Use.READ);
    }

    private static Decoder golden(String name, OpenModel.Use use) {
        Path golden = GOLDEN.resolve(name);
        LlamaConfigFile config = LlamaConfigFile.read(golden);
        try (SafetensorsWeights weights =
                SafetensorsWeights.open(golden, config.decoder().isTied())) {
            return OpenModel.decoder(config, weights, use);
        }
    }

    private static void assertAnswers(String name, Decoder model) throws IOException {
        Row row = Json.read(GOLDEN.resolve(name).resolve("logits.json"), Row.class);
        try (Scope _ = Scope.open()) {
            Tensor logits = model.logits(Tensor.of(row.ids(), 1, row.ids().length), Tap.NONE);
            assertClose(name, logits.floats(), row.logits(), Closeness.FLOAT32);
        }
    }
}
