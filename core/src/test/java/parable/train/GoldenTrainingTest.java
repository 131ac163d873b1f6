package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.Json;
import parable.model.Decoder;
import parable.model.Golden;
import parable.model.Tap;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.train.TokenRows.Row;

/// Loss, gradients and training are PyTorch's.
@ExtendWith(LiveTensors.class)
class GoldenTrainingTest {
    /// @param rate before the step
    /// @param norm of the gradient, before clipping
    record Expected(double rate, double loss, double norm) {}

    record Trajectory(
            double peak,
            int warmup,
            double finalShare,
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            double clip,
            List<Expected> steps) {}

    @ParameterizedTest
    @ValueSource(strings = {"tied", "grouped", "packed"})
    void logitsLossAndEveryGradientAgree(String name) {
        Golden golden = Golden.of(name);
        try (Decoder model = golden.decoder();
                Scope _ = Scope.open()) {
            Batch batch = Batch.of(rows(golden), golden.size()[1]);

            Tensor logits = model.logits(batch.ids(), batch.mask(), Tap.NONE);
            Tensor loss =
                    model.lossSum(batch.ids(), batch.mask(), batch.targets()).over(batch.trained());
            loss.backward();

            int V = model.config().vocabulary();
            int[] documents = golden.ids("document_ids");
            assertClose(
                    "logits",
                    withoutPadding(logits.floats(), documents, V),
                    withoutPadding(golden.floats("logits"), documents, V),
                    Closeness.FLOAT32);
            assertClose("loss", loss.item(), golden.floats("loss")[0], Closeness.FLOAT32);
            assertGradient(golden, model, 1);

            model.parameters().gradients().zeroInPlace();
            double closed = TokenLoss.backward(model, BundledTexts.of(rows(golden))) / batch.trained();
            assertClose("loss in closed form", closed, golden.floats("loss")[0], Closeness.FLOAT32);
            assertGradient(golden, model, batch.trained());
        }
    }

    private static void assertGradient(Golden golden, Decoder model, int count) {
        for (String parameter : model.parameters().names()) {
            float[] gradient =
                    model.parameters().gradient(parameter).over(count).floats();
            assertClose(parameter, gradient, golden.floats("grad." + parameter), Closeness.FLOAT32);
        }
    }

    @Test
    void twentyStepsOfAdamWAgree() throws IOException {
        Golden golden = Golden.of("tied");
        Trajectory expected = Json.read(golden.folder().resolve("trajectory.json"), Trajectory.class);
        try (Decoder model = golden.decoder();
                Trainer trainer = new Trainer(model, settings(expected), trajectoryRows(golden));
                Scope _ = Scope.open()) {
            assertThat(trainer.steps()).isEqualTo(expected.steps().size()).isEqualTo(20);
            for (Expected step : expected.steps()) {
                Trainer.Step taken = trainer.next();
                String at = "step " + taken.step();
                assertClose(at + " rate", taken.rate(), step.rate(), 1e-12);
                assertClose(at + " loss", taken.loss(), step.loss(), Closeness.FLOAT32);
                assertClose(
                        at + " norm", taken.gradientNorm(), step.norm(), Closeness.FLOAT32 * Math.max(1, step.norm()));
            }
            for (String parameter : model.parameters().names()) {
                assertClose(
                        parameter,
                        model.parameters().value(parameter).floats(),
                        golden.floats("trajectory.safetensors", "final." + parameter),
                        Closeness.TRAINED_FLOAT32);
            }
        }
        assertThat(expected.steps())
                .as("some steps are clipped, some not")
                .anyMatch(s -> s.norm() > 1)
                .anyMatch(s -> s.norm() < 1);
    }

    private static Training settings(Trajectory t) {
        return new Training(
                12,
                8,
                1,
                new Training.Schedule(t.peak(), t.warmup(), t.finalShare()),
                new Training.Optimizer(t.beta1(), t.beta2(), t.eps(), t.weightDecay()),
                t.clip());
    }

    /// Two batches of eight rows, ten times each in turn.
    private static TokenRows trajectoryRows(Golden golden) {
        int[] ids = golden.ids("trajectory.safetensors", "input_ids");
        boolean[] trained = new boolean[12];
        Arrays.fill(trained, true);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20 * 8; i++) {
            int start = i % 16 * 12;
            rows.add(new Row(Arrays.copyOfRange(ids, start, start + 12), new int[12], trained));
        }
        return new TokenRows(rows, 12, List.of("golden"));
    }

    private static List<Row> rows(Golden golden) {
        int B = golden.size()[0], T = golden.size()[1];
        int[] ids = golden.ids("input_ids"), documents = golden.ids("document_ids"), mask = golden.ids("loss_mask");
        List<Row> rows = new ArrayList<>();
        for (int b = 0; b < B; b++) {
            int[] owners = new int[T];
            boolean[] trained = new boolean[T];
            for (int t = 0; t < T; t++) {
                owners[t] = documents[b * T + t] == 0 ? TokenRows.PADDING : documents[b * T + t];
                trained[t] = mask[b * T + t] == 1;
            }
            rows.add(new Row(Arrays.copyOfRange(ids, b * T, (b + 1) * T), owners, trained));
        }
        return rows;
    }

    /// Logits of padding mean nothing.
    private static float[] withoutPadding(float[] logits, int[] documents, int V) {
        float[] kept = logits.clone();
        for (int token = 0; token < documents.length; token++) {
            if (documents[token] == 0) {
                Arrays.fill(kept, token * V, (token + 1) * V, 0);
            }
        }
        return kept;
    }
}
