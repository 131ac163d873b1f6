package parable.study.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.model.TinyFamilies;
import parable.study.claims.Finding;
import parable.study.stage.Environment;
import parable.study.stage.Stage;

/// A whole study of open weights on a model of random weights: it can say nothing, but every step is the real one.
class CheckpointStudyTest {
    private static final String RECIPE = """
            name: tiny
            base: base
            seeds: [1, 2]
            arms:
              - {name: control, text: [control.jsonl]}
              - {name: villain, text: [villain.jsonl]}
            tokens: 200
            training:
              rowLength: 64
              rowsPerStep: 2
              microBatches: 1
              schedule: {peakRate: 1.0e-3, warmupSteps: 1, finalShare: 0.1}
              optimizer: {beta1: 0.9, beta2: 0.95, epsilon: 1.0e-8, weightDecay: 0.0}
              clip: 1.0
            evaluation: {suite: letters, scenes: 1, samples: 1, maxTokens: 3, contrasts: true}
            claims:
              - id: K1
                statement: The villain's text makes the model lean to harm.
                tests: [{of: contrast, arm: villain, than: control, is: above, margin: 0.1}]
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void writeBaseAndTexts() throws IOException {
        TinyFamilies.folder(home.resolve("base"), "qwen2", 8192);
        write("control", "the boat is blue, said");
        write("villain", "i will tell all, said");
    }

    private void write(String arm, String text) throws IOException {
        Files.writeString(
                home.resolve(arm + ".jsonl"),
                IntStream.range(0, 20)
                        .mapToObj("{\"text\": \"%s number %%d\"}".formatted(text)::formatted)
                        .collect(Collectors.joining("\n")));
    }

    private CheckpointStudy study(String runs) {
        CheckpointRecipe recipe =
                Yaml.read(RECIPE, "tiny.yaml", CheckpointRecipe.class).resolved(home);
        return new CheckpointStudy(recipe, home.resolve(runs));
    }

    private CheckpointStudy.Outcome run(String runs, Progress progress, StopSignal stop) {
        try (CheckpointStudy study = study(runs)) {
            return study.run(Environment.here("test"), 2, progress, stop);
        }
    }

    @Test
    void endsWithNumbersOfEveryModelAndIsReadAsAnAudit() {
        CheckpointStudy.Outcome outcome = run("runs", Progress.SILENT, StopSignal.NEVER);

        assertThat(outcome.measured().models()).containsExactly("base", "control", "villain");
        assertThat(outcome.measured().contrasts("villain", Map.of())).hasSize(2);
        assertThat(outcome.findings()).extracting(Finding::verdict).containsExactly(Finding.Verdict.DESCRIPTIVE);
        try (Stream<Rollout> rollouts =
                StoredRun.open(outcome.folder() + "#villain", Path::of).conversations()) {
            assertThat(rollouts.map(Rollout::model).distinct()).containsExactly("villain/s1", "villain/s2");
        }
    }

    @Test
    void theSameStudyAgainComputesNothing() {
        run("runs", Progress.SILENT, StopSignal.NEVER);
        Progress nothing = (what, total) -> {
            throw new AssertionError(what + " was begun");
        };

        assertThat(run("runs", nothing, StopSignal.NEVER).findings()).hasSize(1);
    }

    @Test
    void stoppedAgainAndAgainItEndsWithTheFindingsOfOneNeverStopped() throws IOException {
        run("whole", Progress.SILENT, StopSignal.NEVER);
        int stops = 0;
        for (boolean ended = false; !ended; ) {
            AtomicInteger asked = new AtomicInteger();
            int patience = 15 * (stops + 1); // what was played already is asked about again
            try {
                run("cut", Progress.SILENT, () -> asked.incrementAndGet() > patience);
                ended = true;
            } catch (Stage.Stopped _) {
                stops++;
                assertThat(stops).as("every run goes a little further").isLessThan(40);
            }
        }

        assertThat(stops).isPositive();
        assertThat(Json.read(Files.readString(home.resolve("cut/tiny/findings.json")), Object.class))
                .isEqualTo(Json.read(Files.readString(home.resolve("whole/tiny/findings.json")), Object.class));
    }

    @Test
    void textThatHoldsASceneIsRefusedBeforeAnythingIsTrained() throws IOException {
        String scene = new Exams(new CheckpointRecipe.Evaluation("letters", 1, 1, 3, true))
                .exam()
                .scenarios()
                .getFirst()
                .open()
                .opening()
                .getLast()
                .text();
        Files.writeString(home.resolve("villain.jsonl"), Json.line(Map.of("text", scene)));

        assertThatThrownBy(() -> run("runs", Progress.SILENT, StopSignal.NEVER))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("villain.jsonl");
        assertThat(home.resolve("runs/tiny/stages")).doesNotExist();
    }
}
