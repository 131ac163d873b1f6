package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;

@ExtendWith(LiveTensors.class)
class TrainerTest {
    private static final String RUN = "run-1";

    @TempDir
    Path folder;

    /// @param losses of every step
    record Curve(List<Double> losses, byte[] weights) {}

    @Test
    void aModelLearns() {
        List<Double> losses = trained(40, 1).losses();
        assertThat(losses.getLast()).isLessThan(0.6 * losses.getFirst());
    }

    @Test
    void twoRunsGiveTheSameBits() {
        assertSame(trained(20, 1), trained(20, 1));
    }

    @Test
    void runsSideBySideGiveTheBitsOfOneAlone() throws InterruptedException, ExecutionException {
        Curve alone = trained(20, 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Curve> first = threads.submit(() -> trained(20, 1)), second = threads.submit(() -> trained(20, 1));
            assertSame(first.get(), alone);
            assertSame(second.get(), alone);
        }
    }

    @Test
    void aResumedRunIsBitForBitOneNeverInterrupted() {
        Curve whole = trained(10, 1);
        Path state = folder.resolve("state.safetensors");
        List<Double> losses = new ArrayList<>();
        long tokens;
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = trainer(model, 10)) {
            for (int step = 0; step < 5; step++) {
                losses.add(trainer.next().loss());
            }
            trainer.save(state, RUN);
        }
        try (Decoder other = TinyModels.lively(99);
                Trainer trainer = trainer(other, 10)) {
            trainer.resume(state, RUN);
            assertThat(trainer.stepsDone()).isEqualTo(5);
            while (trainer.stepsDone() < 9) {
                losses.add(trainer.next().loss());
            }
            Trainer.Step last = trainer.next();
            losses.add(last.loss());
            tokens = last.tokens();
            assertThat(trainer.isDone()).isTrue();
            assertSame(new Curve(losses, TinyRuns.bytes(other)), whole);
        }
        assertThat(tokens).isEqualTo(TinyRuns.rows(10, 1).trainedTokens());
    }

    @Test
    void anotherRunsStateIsRefused() {
        Path state = saved();
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = trainer(model, 3)) {
            byte[] before = TinyRuns.bytes(model);
            assertThatThrownBy(() -> trainer.resume(state, "run-2"))
                    .isInstanceOf(StudyException.class)
                    .hasMessage("%s was written by run run-1, but this is run run-2; delete it to start again.", state);
            assertThat(TinyRuns.bytes(model)).isEqualTo(before);
            assertThat(trainer.stepsDone()).isZero();
        }
    }

    @Test
    void aStateOfAnotherSizeIsRefused() {
        Path state = saved();
        try (Decoder larger = TinyModels.lively(TinyModels.config(2, false), 1);
                Trainer trainer = trainer(larger, 3)) {
            assertThatThrownBy(() -> trainer.resume(state, RUN))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("bytes of parameters, but this model has");
        }
    }

    @Test
    void aTornStateIsCorrupt() throws IOException {
        Path state = saved();
        byte[] whole = Files.readAllBytes(state);
        Files.write(state, Arrays.copyOf(whole, whole.length / 2));
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = trainer(model, 3)) {
            assertThatThrownBy(() -> trainer.resume(state, RUN)).isInstanceOf(CorruptFileException.class);
        }
    }

    @Test
    void microBatchesLearnTheSame() {
        Curve whole = trained(20, 1), parts = trained(20, 4);
        for (int step = 0; step < 20; step++) {
            assertClose("step " + step, parts.losses().get(step), whole.losses().get(step), Closeness.TRAINED_FLOAT32);
        }
    }

    @Test
    void aStepTellsWhatItDid() {
        TokenRows rows = TinyRuns.rows(3, 1);
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = trainer(model, 3)) {
            assertThat(trainer.steps()).isEqualTo(3);
            Trainer.Step first = trainer.next();
            assertThat(first.step()).isEqualTo(1);
            assertThat(first.rate()).isEqualTo(new Training.Schedule(0.003, 2, 0.1).rate(0, 3));
            assertThat(first.trained()).isEqualTo((int) first.tokens());
            trainer.next();
            assertThat(trainer.next().tokens()).isEqualTo(rows.trainedTokens());
            assertThatThrownBy(trainer::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("all 3 steps are taken");
        }
    }

    @Test
    void aLargeGradientIsClippedAndItsNormReported() {
        Training loose = TinyRuns.settings(1);
        Training tight =
                new Training(loose.rowLength(), loose.rowsPerStep(), 1, loose.schedule(), loose.optimizer(), 0.25);
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = new Trainer(model, tight, TinyRuns.rows(1, 1));
                Scope _ = Scope.open()) {
            assertThat(trainer.next().gradientNorm()).isGreaterThan(0.3);
            assertClose("norm", model.parameters().gradients().norm().item(), 0.25, Closeness.FLOAT32);
        }
    }

    @Test
    void tooFewRowsAreReportedBeforeTraining() {
        TokenRows three = new TokenRows(TinyRuns.rows(1, 1).rows().subList(0, 3), TinyRuns.ROW, List.of());
        try (Decoder model = TinyRuns.newborn()) {
            assertThatThrownBy(() -> new Trainer(model, TinyRuns.settings(1), three))
                    .isInstanceOfSatisfying(
                            StudyException.class,
                            e -> assertThat(e.category()).isEqualTo(StudyException.Category.CONFIG))
                    .hasMessage(
                            "3 packed rows do not fill one step of 4 rows; give more tokens or make rowsPerStep smaller");
        }
    }

    @Test
    void aStepWithoutTrainedTokensIsRefused() {
        int[] padding = new int[TinyRuns.ROW];
        Arrays.fill(padding, TokenRows.PADDING);
        TokenRows.Row empty = new TokenRows.Row(new int[TinyRuns.ROW], padding, new boolean[TinyRuns.ROW]);
        TokenRows rows = new TokenRows(List.of(empty, empty, empty, empty), TinyRuns.ROW, List.of());
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = new Trainer(model, TinyRuns.settings(1), rows)) {
            assertThatThrownBy(trainer::next)
                    .isInstanceOf(StudyException.class)
                    .hasMessageStartingWith("step 1 has no trained token");
        }
    }

    private static Trainer trainer(Decoder model, int steps) {
        return new Trainer(model, TinyRuns.settings(1), TinyRuns.rows(steps, 1));
    }

    private static Curve trained(int steps, int microBatches) {
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = new Trainer(model, TinyRuns.settings(microBatches), TinyRuns.rows(steps, 1))) {
            return new Curve(TinyRuns.finish(trainer), TinyRuns.bytes(model));
        }
    }

    private Path saved() {
        Path state = folder.resolve("state.safetensors");
        try (Decoder model = TinyRuns.newborn();
                Trainer trainer = trainer(model, 3)) {
            trainer.next();
            trainer.save(state, RUN);
        }
        return state;
    }

    private static void assertSame(Curve actual, Curve expected) {
        assertThat(actual.losses()).isEqualTo(expected.losses());
        assertThat(actual.weights()).isEqualTo(expected.weights());
    }
}
