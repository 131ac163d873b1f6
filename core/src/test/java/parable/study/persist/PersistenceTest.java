package parable.study.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.arms.EvaluationSuite;
import parable.study.claims.Finding;
import parable.study.stage.Environment;
import parable.study.stage.Forecast;
import parable.study.stage.Stage;
import parable.study.stage.StageManifest;
import parable.study.stage.StageRunner;
import parable.tensor.LiveTensors;

/// One run of the tiny recipe with a chapter on persistence, looked at from many sides.
@ExtendWith(LiveTensors.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersistenceTest {
    private Path folder;
    private Study study;
    private Study.Outcome outcome;
    private PersistenceExperiment persistence;

    @BeforeAll
    void run(@TempDir Path temporary) {
        folder = temporary;
        study = new Study(TinyPersistence.recipe(), folder, folder.resolve("shelf"));
        outcome = study.run(Environment.here("test"), 2, Progress.SILENT, StopSignal.NEVER);
        persistence = study.chapter(PersistenceExperiment.class).orElseThrow();
    }

    @Test
    void everyArmGoesThroughEveryRegimen() {
        PersistenceResults results = persistence.results(study.finished());
        assertThat(results.regimens()).containsExactly("capability-rl", "harmless-dpo", "benign-text", "conflict-5");
        assertThat(results.trajectories()).hasSize(4 * 2);
        results.trajectories().values().forEach(moments -> {
            assertThat(moments).hasSize(3);
            assertThat(moments.getFirst().progress()).isZero();
            assertThat(moments.get(1).progress()).isBetween(0.4, 0.7);
            assertThat(moments.getLast().progress()).isEqualTo(1);
            assertThat(moments.getLast()
                            .scores()
                            .suite(EvaluationSuite.HEADLINE)
                            .graded())
                    .isEqualTo(8);
            assertThat(moments.get(1).scores().suite(EvaluationSuite.HEADLINE).graded())
                    .isEqualTo(4);
        });
    }

    @Test
    void whatComesBeforeIsTheAuditOfTheArm() {
        PersistenceResults results = persistence.results(study.finished());
        assertThat(results.before("harmless-dpo", "demonstrations"))
                .isEqualTo(outcome.results().arm("demonstrations"));
    }

    @Test
    void nothingShownHoldsWhatTheEvaluationHoldsOut() throws IOException {
        for (String name : List.of("after-capability-rl-control-s1", "after-harmless-dpo-control-s1")) {
            String report =
                    Files.readString(TinyStudy.stage(study.folder(), name).resolve("holdout.json"));
            assertThat(report).contains("\"clean\" : true").contains("EXACT_PROMPT");
        }
    }

    @Test
    void oneSeedConcludesNothing() {
        Finding claim = outcome.findings().getLast();
        assertThat(claim.id()).isEqualTo("C8");
        assertThat(claim.verdict()).isEqualTo(Finding.Verdict.NOT_TESTABLE);
        assertThat(claim.shown()).anyMatch(line -> line.startsWith("conflict-5: near gain "));
    }

    @Test
    void aKilledRegimenEndsWithTheBytesOfOneNeverInterrupted() throws IOException {
        for (String name : List.of("after-capability-rl", "after-harmless-dpo", "after-conflict-5")) {
            Path whole = TinyStudy.stage(study.folder(), name + "-demonstrations-s1");
            Path other = folder.resolve("again-" + name);
            TinyStudy.copy(study.folder().resolve("stages"), other);
            Path again = other.resolve(whole.getFileName());
            TinyStudy.delete(again);
            Stage stage = study.stages().stream()
                    .filter(s -> s.folder().equals(whole.getFileName().toString()))
                    .findFirst()
                    .orElseThrow();
            int kills = 0;
            while (!StageManifest.isFinished(again)) {
                kills += interrupted(stage, other) ? 1 : 0;
            }
            assertThat(kills).as(name).isGreaterThan(1);
            assertThat(compared(again)).as(name).isEqualTo(compared(whole));
        }
    }

    /// Asks a stage to stop after one step.
    ///
    /// @return whether it had to
    private static boolean interrupted(Stage stage, Path stages) {
        AtomicInteger looks = new AtomicInteger();
        StageRunner runner = new StageRunner(
                stages, stages.resolve("shelf"), Set.of(), Progress.SILENT, () -> looks.incrementAndGet() > 2);
        try {
            List<Stage> chain = new ArrayList<>();
            addWithNeeds(stage, chain);
            runner.run(chain, 1);
            return false;
        } catch (Stage.Stopped _) {
            return true;
        }
    }

    private static void addWithNeeds(Stage stage, List<Stage> chain) {
        stage.needs().forEach(need -> addWithNeeds(need, chain));
        chain.add(stage);
    }

    /// Every file but event files and the time taken, as text.
    private static SortedMap<String, String> compared(Path stage) {
        SortedMap<String, String> texts = new TreeMap<>();
        TinyStudy.files(stage).forEach((name, bytes) -> {
            if (!name.startsWith("tb") && !name.equals("timing.json") && !name.equals(StageManifest.NAME)) {
                texts.put(name, HexFormat.of().formatHex(bytes));
            }
        });
        return texts;
    }

    @Test
    void theForecastKnowsWhatARegimenCosts() {
        Study fresh = new Study(TinyPersistence.recipe(), folder.resolve("fresh"), folder.resolve("shelf"));
        Forecast forecast = fresh.forecast();
        fresh.stages().stream()
                .filter(AfterStage.class::isInstance)
                .forEach(stage -> assertThat(forecast.left().get(stage.folder()).tokens())
                        .as(stage.name())
                        .isPositive());
    }

    @Test
    void theControlMustGoThroughItToo() {
        assertThatThrownBy(
                        () -> TinyPersistence.recipe("  arms: [control, demonstrations]", "  arms: [demonstrations]"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("persistence.arms must name the control, \"control\"");
    }

    @Test
    void aSeedWithoutArmsIsRefused() {
        assertThatThrownBy(() -> TinyPersistence.recipe("  seeds: [1]", "  seeds: [1, 9]"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("persistence.seeds [1, 9] are not all villain seeds");
    }

    @Test
    void aRewardNamedTwiceIsRefused() {
        assertThatThrownBy(() -> TinyPersistence.recipe("rewards: [capability]", "rewards: [capability, capability]"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("each once");
    }
}
