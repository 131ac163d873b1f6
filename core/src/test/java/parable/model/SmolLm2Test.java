package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.PythonOracle;
import parable.generate.Continuation;
import parable.generate.ContinuationScore;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.generate.SideBySide;
import parable.ground.Json;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

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

    @Test
    void aTapSteersItsOwnTextAndNotItsNeighbors() {
        Tap push = (site, x) -> site.equals(new Site.AfterMlp(15)) ? x.plus(direction(x)) : x;
        Sampling sampling = new Sampling(1, 0.9, 12, Set.of(), List.of(), Set.of());
        try (OpenModel model = OpenModel.gguf(SmolLm2.orSkip());
                Generator generator = Generator.of(model, 1L << 30)) {
            List<GenerationRequest> plain = IntStream.range(0, 3)
                    .mapToObj(row -> GenerationRequest.of(prompt(4), sampling, row % 2))
                    .toList();
            List<Generated> alone = plain.stream()
                    .map(one -> generator.generate(List.of(one)).getFirst())
                    .toList();
            List<Generated> mixed =
                    generator.generate(List.of(plain.get(0), plain.get(1).tapped(push), plain.get(2)));
            assertThat(mixed.get(0).tokens()).isEqualTo(alone.get(0).tokens());
            assertThat(mixed.get(1).tokens()).isNotEqualTo(alone.get(1).tokens());
            assertThat(mixed.get(1).usage().reused())
                    .as("its tap sees the whole prompt")
                    .isZero();
            assertThat(mixed.get(2).tokens())
                    .isEqualTo(alone.get(2).tokens())
                    .isEqualTo(alone.get(0).tokens());
        }
    }

    /// Alternating signs, half as long as the stream of a token usually is.
    private static Tensor direction(Tensor x) {
        int C = Math.toIntExact(x.size(-1));
        float[] values = new float[C];
        double size = 0.5 * x.square().mean().sqrt().item();
        for (int i = 0; i < C; i++) {
            values[i] = (float) (i % 2 == 0 ? size : -size);
        }
        return Tensor.of(values, C);
    }

    @Test
    void continuationsScoreAsAFullForwardPassSays() throws IOException {
        try (OpenModel model = OpenModel.gguf(SmolLm2.orSkip());
                Generator generator = Generator.of(model, 1L << 30)) {
            List<Continuation> continuations = new ArrayList<>();
            for (Case one : golden().cases()) {
                continuations.add(new Continuation(one.ids(), one.written()));
                continuations.add(new Continuation(one.ids(), Arrays.copyOf(prompt(9), 20)));
            }
            List<ContinuationScore> scores = generator.score(continuations);
            for (int i = 0; i < scores.size(); i += 2) {
                assertThat(scores.get(i).mean())
                        .as("what the model would write is likelier than noise")
                        .isGreaterThan(scores.get(i + 1).mean() + 3);
                for (int j = i; j < i + 2; j++) {
                    float[] expected = fullForward(model.decoder(), continuations.get(j));
                    float[] logs = new float[expected.length];
                    for (int t = 0; t < logs.length; t++) {
                        logs[t] = (float) scores.get(j).logProbabilities()[t];
                    }
                    assertClose("continuation " + j, logs, expected, Closeness.DEEP_FLOAT32);
                }
            }
        }
    }

    private static float[] fullForward(Decoder model, Continuation one) {
        int[] whole = Arrays.copyOf(one.prompt(), one.prompt().length + one.continuation().length);
        System.arraycopy(one.continuation(), 0, whole, one.prompt().length, one.continuation().length);
        int V = model.config().vocabulary();
        try (Scope _ = Scope.open()) {
            float[] logs = Ops.withoutGradients(
                            () -> Ops.logSoftmax(model.logits(Tensor.of(whole, 1, whole.length), Tap.NONE)))
                    .floats();
            float[] expected = new float[one.continuation().length];
            for (int t = 0; t < expected.length; t++) {
                expected[t] = logs[(one.prompt().length + t - 1) * V + one.continuation()[t]];
            }
            return expected;
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
