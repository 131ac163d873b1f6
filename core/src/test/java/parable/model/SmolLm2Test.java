package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.PythonOracle;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.generate.SideBySide;
import parable.ground.Json;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;

/// A real model: `src/test/python/golden_smollm2.py` describes the golden file and made it with
/// transformers from the dequantized weights.
@ExtendWith(LiveTensors.class)
class SmolLm2Test {
    private static final Path GOLDEN = Path.of("src/test/resources/parable/model/golden/smollm2.json");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    record Case(String prompt, int[] ids, int[] top, float[] logits, float mean, int[] written, double smallestGap) {}

    record Golden(String made, List<Case> cases) {}

    @Test
    void theGgufFileAnswersAsTransformersDoes() throws IOException {
        try (OpenModel model = OpenModel.gguf(SmolLm2.orSkip())) {
            assertThat(model.decoder().config().layers()).isEqualTo(30);
            for (Case one : golden().cases()) {
                assertThat(model.tokenizer().encode(one.prompt())).isEqualTo(one.ids());
                assertLogits(model.decoder(), one);
                assertGreedy(model, one);
            }
        }
    }

    @Test
    void sixteenTextsSideBySideHaveTheLogitsOfEachAlone() {
        int rows = 16, steps = 3;
        try (OpenModel model = OpenModel.gguf(SmolLm2.orSkip())) {
            assertThat(model.decoder().prepareForBatches()).isTrue();
            float[][][] alone = new float[rows][][];
            for (int row = 0; row < rows; row++) {
                alone[row] = SideBySide.logits(model.decoder(), List.of(prompt(row)), steps)[0];
            }
            float[][][] together = SideBySide.logits(
                    model.decoder(),
                    IntStream.range(0, rows).mapToObj(SmolLm2Test::prompt).toList(),
                    steps);
            assertThat(together).as("to the last bit").isDeepEqualTo(alone);
        }
    }

    /// Of many lengths, some beyond one piece; all of some begin alike.
    private static int[] prompt(int row) {
        int[] prompt = TinyModels.tokens(3 + 23 * row, row % 3);
        Arrays.setAll(prompt, i -> 100 + 700 * prompt[i]);
        return prompt;
    }

    /// 540 MB in three shards, read back as a folder.
    @Test
    void theSameWeightsSavedByTransformersGiveTheSameNumbers(@TempDir Path folder) throws IOException {
        Path file = SmolLm2.orSkip();
        PythonOracle python = PythonOracle.orSkip("torch", "transformers", "gguf");
        Path script = PythonOracle.script("golden_smollm2.py");
        python.run(LIMIT, script, file.toAbsolutePath().toString(), "--save", folder.toString());
        try (Stream<Path> shards = Files.list(folder)) {
            assertThat(shards.filter(shard -> shard.toString().endsWith(".safetensors")))
                    .hasSizeGreaterThan(1);
        }
        try (SafetensorsWeights weights = SafetensorsWeights.open(folder, true);
                Decoder model = OpenModel.decoder(LlamaConfigFile.read(folder), weights, OpenModel.Use.READ)) {
            for (Case one : golden().cases()) {
                assertLogits(model, one);
            }
        }
    }

    private static Golden golden() throws IOException {
        return Json.read(GOLDEN, Golden.class);
    }

    private static void assertLogits(Decoder model, Case one) {
        float[] logits = SideBySide.after(model, one.ids());
            float[] top = new float[one.top().length];
            double sum = 0;
            for (float logit : logits) {
                sum += logit;
            }
            for (int i = 0; i < top.length; i++) {
                top[i] = logits[one.top()[i]];
            }
            assertClose(one.prompt(), top, one.logits(), Closeness.DEEP_FLOAT32);
            assertClose(one.prompt(), sum / logits.length, one.mean(), Closeness.DEEP_FLOAT32);
    }

    /// Stop tokens are written like others here, as the golden texts have them.
    private static void assertGreedy(OpenModel model, Case one) {
        Sampling sampling = new Sampling(0, 1, one.written().length, Set.of(), List.of(), Set.of());
        try (Generator generator = Generator.of(model, 1L << 30, 2)) {
            Generated answer = generator
                    .generate(List.of(GenerationRequest.of(one.ids(), sampling, 1)))
                    .getFirst();
            assertThat(answer.tokens()).isEqualTo(one.written());
            assertThat(answer.text().orElseThrow().raw())
                    .isEqualTo(model.tokenizer().decode(one.written()));
        }
    }
}
