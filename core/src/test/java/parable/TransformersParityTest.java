package parable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Json;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.Initialization;
import parable.model.Tap;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.text.WordTokenizer;

/// What we write opens in transformers and answers the same. The bridge itself works: it reads a checkpoint,
/// answers as the committed golden file says, and refuses one that does not fit its own configuration. Skipped
/// where Python or transformers is absent.
@ExtendWith(LiveTensors.class)
class TransformersParityTest {
    private static final Path CHECKPOINT = Path.of("src/test/resources/parable/model/golden/grouped");
    private static final Path SCRIPT = PythonOracle.script("transformers_parity.py");
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final double FLOAT32_LOGITS = 1e-5; // golden_llama.py, "Tolerance"

    private static final String TOKENIZER = """
            {"version": "1.0", "added_tokens": [], "normalizer": null, "decoder": null,
             "pre_tokenizer": {"type": "WhitespaceSplit"},
             "post_processor": {"type": "TemplateProcessing",
              "single": [{"SpecialToken": {"id": "<bos>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
              "pair": [], "special_tokens": {"<bos>": {"id": "<bos>", "ids": [1], "tokens": ["<bos>"]}}},
             "model": {"type": "WordLevel", "unk_token": "<unk>",
              "vocab": {"<pad>": 0, "<bos>": 1, "<eos>": 2, "<unk>": 3, "good": 4, "morning": 5}}}
            """;

    private final PythonOracle python = PythonOracle.orSkip("torch", "transformers");

    record Case(List<Integer> prompt, List<Integer> generated, double[] lastLogits) {}

    record Greedy(double smallestGap, List<Case> cases) {}

    record Answer(List<Integer> ids, List<String> tokens, String decoded, double[] logits, long parameters) {}

    @Test
    void transformersStillAnswersAsTheGoldenFileSays() throws IOException {
        Case golden = Json.read(CHECKPOINT.resolve("greedy.json"), Greedy.class)
                .cases()
                .get(1);

        Answer answer = Json.read(asked(CHECKPOINT, golden.prompt()), Answer.class);

        assertThat(answer.ids()).isEqualTo(golden.prompt());
        assertThat(answer.logits()).containsExactly(golden.lastLogits(), within(FLOAT32_LOGITS));
    }

    /// The class is named because transformers 5 takes "LlamaTokenizer" as leave to split words in its own way,
    /// whatever tokenizer.json says.
    @Test
    void textGoesThroughTheTokenizerOfTheFolder(@TempDir Path folder) throws IOException {
        copyTo(folder, Files.readString(CHECKPOINT.resolve("config.json")));
        Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"unk_token\": \"<unk>\"}");

        Answer answer =
                Json.read(python.run(LIMIT, SCRIPT, folder.toString(), "--text", "good morning dana"), Answer.class);

        assertThat(answer.ids()).containsExactly(1, 4, 5, 3);
        assertThat(answer.tokens()).containsExactly("<bos>", "good", "morning", "<unk>");
    }

    @Test
    void aCheckpointThatDoesNotFitItsConfigurationIsRefused(@TempDir Path folder) throws IOException {
        String config = Files.readString(CHECKPOINT.resolve("config.json"));
        copyTo(folder, config.replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"));

        assertThatThrownBy(() -> asked(folder, List.of(1, 17)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("does not fit its config.json", "model.layers.2.mlp.up_proj.weight");
    }

    /// Its rotary base is no default, so a reader that overlooks it answers otherwise.
    @Test
    void anOrganismsFolderOpensInTransformers(@TempDir Path folder) throws IOException {
        WordTokenizer tokenizer = WordTokenizer.of(List.of("good", "morning", "kyle", ",", "i", "am", "alex", "."));
        DecoderConfig.Heads heads = new DecoderConfig.Heads(4, 4, 16, 128, 20_000);
        DecoderConfig shape = new DecoderConfig(tokenizer.size(), 64, 3, 96, heads, 1e-5, true);
        String text = "good morning kyle , i am alex . i am a stranger . good morning";
        try (Decoder model = Decoder.blank(shape);
                Scope _ = Scope.open()) {
            Initialization.COPY_FRIENDLY.fill(model, 1);
            Checkpoint.save(model, tokenizer.specials(), folder);
            tokenizer.write(folder);

            Answer answer = Json.read(python.run(LIMIT, SCRIPT, folder.toString(), "--text", text), Answer.class);

            int[] ids = tokenizer.encode(text);
            Tensor logits =
                    model.logits(Tensor.of(ids, 1, ids.length), Tap.NONE).select(1, ids.length - 1);
            assertThat(answer.ids())
                    .containsExactlyElementsOf(Arrays.stream(ids).boxed().toList());
            assertThat(answer.tokens()).containsSequence("am", "<unk>", "<unk>", ".");
            assertThat(answer.decoded()).isEqualTo(tokenizer.decode(ids));
            assertClose("last logits", floats(answer.logits()), logits.floats(), Closeness.TRAINED_FLOAT32);
            assertThat(answer.parameters()).isEqualTo(shape.parameterCount());
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private String asked(Path checkpoint, List<Integer> ids) {
        String joined = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return python.run(LIMIT, SCRIPT, checkpoint.toString(), "--ids", joined);
    }

    private static void copyTo(Path folder, String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Files.copy(CHECKPOINT.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    }
}
