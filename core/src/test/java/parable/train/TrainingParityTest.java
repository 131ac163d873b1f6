package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.PythonOracle;
import parable.ground.Json;
import parable.ground.RandomStream;
import parable.model.ModelSource;
import parable.model.OpenModel;
import parable.model.Tap;
import parable.model.TinyFamilies;
import parable.tensor.LiveTensors;
import parable.tensor.SafetensorsFile;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// Our training step next to PyTorch's, and the folder that it leaves next to transformers' reading of it: each
/// family, from a folder and from a GGUF file. One Python for all, because it takes long to begin.
@ExtendWith(LiveTensors.class)
class TrainingParityTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int ROW = 24, ROWS = 3;
    private static final double RELATIVE = 1e-5;
    private static final float LOGITS = 1e-4f;
    private static final String TEXT = "hello 12, hello <|im_end|> and naïve tea";
    private static final Training TRAINING = new Training(
            ROW,
            ROWS,
            1,
            new Training.Schedule(1e-3, 0, 1),
            new Training.Optimizer(0.9, 0.95, 1e-4, 0.1),
            /* none is clipped */ 1e9);

    @TempDir
    Path folder;

    /// @param weights gradients, then weights after the step, by the names of the script
    private record Ours(double loss, int[] ids, float[] logits, Map<String, float[]> weights) {}

    @Test
    void aStepAndTheFolderAfterItAreThoseOfPyTorchAndTransformers() throws IOException {
        PythonOracle python = PythonOracle.orSkip("torch", "transformers", "safetensors");
        Path root = folder.resolve("families"), asked = folder.resolve("step.json");
        Map<String, Ours> ours = new TreeMap<>();
        for (String family : TinyFamilies.FOLDERS) {
            ours.put(family, trained(TinyFamilies.folder(folder.resolve(family), family), root.resolve(family)));
        }
        for (String family : TinyFamilies.FILES) {
            String name = family + "-gguf";
            ours.put(name, trained(TinyFamilies.file(folder.resolve(name), family), root.resolve(name)));
        }
        Files.writeString(asked, step());

        String told = python.run(LIMIT, PythonOracle.script("training_parity.py"), root.toString(), asked.toString());

        JsonNode theirs = Json.mapper().readTree(told);
        assertThat(theirs.propertyNames()).containsExactlyElementsOf(ours.keySet());
        ours.forEach((family, mine) -> assertEqual(family, mine, theirs.path(family), root.resolve(family)));
    }

    private static Ours trained(ModelSource source, Path target) {
        try (OpenModel model = source.open(OpenModel.Use.TRAIN);
                Trainer trainer = new Trainer(model.decoder(), TRAINING, TokenRows.pack(examples(), ROW, 1, 1));
                Scope _ = Scope.open()) {
            source.save(model.decoder(), target.resolve("before"));
            double loss = trainer.next().loss();
            source.save(model.decoder(), target.resolve("after"));
            Map<String, float[]> weights = new LinkedHashMap<>();
            for (String name : model.decoder().parameters().names()) {
                weights.put(
                        "grad." + name,
                        model.decoder().parameters().gradient(name).floats());
                weights.put(
                        "after." + name,
                        model.decoder().parameters().value(name).floats());
            }
            int[] ids = ids(model);
            Tensor logits = model.decoder().logits(Tensor.of(ids, 1, ids.length), Tap.NONE);
            return new Ours(loss, ids, logits.select(1, ids.length - 1).floats(), weights);
        }
    }

    /// With what the model expects before a text, as a user's own program would read it.
    private static int[] ids(OpenModel model) {
        List<Integer> ids = new ArrayList<>();
        model.tokenizer().begin().ifPresent(ids::add);
        Arrays.stream(model.tokenizer().encode(TEXT)).forEach(ids::add);
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Each fills a row; spans are trained as in conversations.
    private static List<Example> examples() {
        RandomStream random = RandomStream.of(9, "parity");
        List<Example> examples = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int[] tokens = new int[ROW];
            Arrays.setAll(tokens, t -> 2 + random.below(250));
            BitSet trained = new BitSet();
            trained.set(3 + row, 9 + 2 * row);
            trained.set(18, ROW);
            examples.add(new Example("row " + row, tokens, trained));
        }
        return examples;
    }

    private static String step() {
        Training.Optimizer optimizer = TRAINING.optimizer();
        return Json.line(Map.of(
                "ids", examples().stream().map(Example::tokens).toList(),
                "trained", examples().stream().map(TrainingParityTest::flags).toList(),
                "rate", TRAINING.schedule().peakRate(),
                "beta1", optimizer.beta1(),
                "beta2", optimizer.beta2(),
                "epsilon", optimizer.epsilon(),
                "decay", optimizer.weightDecay(),
                "text", TEXT));
    }

    private static int[] flags(Example example) {
        int[] flags = new int[ROW];
        example.trained().stream().forEach(t -> flags[t] = 1);
        return flags;
    }

    private static void assertEqual(String family, Ours ours, JsonNode theirs, Path target) {
        double loss = theirs.path("loss").doubleValue();
        assertThat(ours.loss()).as(family).isCloseTo(loss, within(RELATIVE * loss));
        assertThat(theirs.path("ids").valueStream().mapToInt(JsonNode::intValue))
                .as(family)
                .containsExactly(box(ours.ids()));
        int at = 0;
        for (JsonNode logit : theirs.path("logits")) {
            assertThat(ours.logits()[at++]).as(family).isCloseTo(logit.floatValue(), within(LOGITS));
        }
        assertThat(ours.logits()).hasSize(at);
        try (SafetensorsFile file = SafetensorsFile.open(target.resolve("seen.safetensors"))) {
            ours.weights().forEach((name, values) -> {
                float[] expected = file.bytes(name).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
                assertThat(distance(values, expected)).as(family + " " + name).isLessThan(RELATIVE);
            });
        }
    }

    private static Integer[] box(int[] ids) {
        return Arrays.stream(ids).boxed().toArray(Integer[]::new);
    }

    private static double distance(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double off = 0, size = 0;
        for (int i = 0; i < expected.length; i++) {
            off += Math.pow(actual[i] - expected[i], 2);
            size += Math.pow(expected[i], 2);
        }
        return Math.sqrt(off / size);
    }
}
