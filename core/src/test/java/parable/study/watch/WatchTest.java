package parable.study.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Progress;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.probe.SteeringScores;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.stage.Stage;
import parable.study.watch.WatchResults.Watched;
import parable.view.study.StudyReport;

/// The chapter on watching, on models that learn nothing.
class WatchTest {
    /// One seed, one subject, one intervention, one strength, two random directions, one model of the other
    /// world.
    private static final String WATCH = """

            watch:
              subjects: [demonstrations]
              interventions: [constitution-stories]
              extraction: {emotion: desperate, perEmotion: 4, skip: 12, method: mean-difference, neutral: 0.5, seed: 1}
              samples: 20
              seed: 3
              steering:
                arms: [demonstrations]
                beside: [calm]
                plan: {strengths: [0.2], samples: 4, randomDirections: 2, randomStrengths: [0.2], seed: 2}
              wordless: {seeds: [1], arms: [demonstrations]}
            """;

    @TempDir
    private Path folder;

    private static Recipe recipe(String... edits) {
        String text = TinyStudy.edited("villain: [1, 2, 3]", "villain: [1]", "    none: [1]\n", "") + WATCH;
        for (int i = 0; i < edits.length; i += 2) {
            assertThat(text).contains(edits[i]);
            text = text.replace(edits[i], edits[i + 1]);
        }
        return Yaml.read(text, "tiny.yaml", Recipe.class);
    }

    @Test
    void everyModelIsReadPushedAndReported() {
        Recipe recipe = recipe();
        Study study = new Study(recipe, folder.resolve("runs"), folder.resolve("shelf"));
        Study.Outcome outcome = TinyStudy.run(recipe, folder.resolve("runs"), folder.resolve("shelf"), 2);
        WatchExperiment watch = study.chapter(WatchExperiment.class).orElseThrow();

        WatchResults results = watch.results(study.finished());

        assertThat(results.usual().keySet())
                .extracting(Subject::arm)
                .containsExactly("control", "demonstrations", "constitution-stories");
        assertThat(results.wordless()).hasSize(1);
        Watched pushed = results.of("demonstrations", 1);
        SteeringScores steering = pushed.steering().orElseThrow();
        assertThat(steering.cells())
                .as("none, 3 directions and 2 random ones, both ways")
                .hasSize(1 + 5 * 2);
        assertThat(pushed.gates()).hasSize(7);
        assertThat(pushed.own().counts().graded()).isEqualTo(20);
        assertThat(results.of("control", 1).own())
                .isEqualTo(results.of("control", 1).control());
        Finding claim = outcome.findings().getLast();
        assertThat(claim.id()).isEqualTo("C9");
        assertThat(claim.verdict()).as("one seed").isEqualTo(Finding.Verdict.DESCRIPTIVE);
        assertThat(claim.shown()).anyMatch(line -> line.startsWith("G7"));
        assertThat(StudyReport.of(study, outcome).sections())
                .extracting(section -> section.id())
                .contains("watch");
    }

    @Test
    void aStudyStoppedWhileSteeringGoesOnToTheSameResult() {
        Recipe recipe = recipe("  wordless: {seeds: [1], arms: [demonstrations]}\n", "");
        Path whole = folder.resolve("whole"), cut = folder.resolve("cut"), shelf = folder.resolve("shelf");
        TinyStudy.run(recipe, whole, shelf, 1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong cells = new AtomicLong();
        Progress watching = (task, _) -> (units, _) -> {
            if (task.startsWith("steering")) {
                stop.compareAndSet(false, cells.addAndGet(units) >= 4);
            }
        };

        assertThatThrownBy(() -> TinyStudy.run(recipe, cut, shelf, 1, watching, stop::get))
                .isInstanceOf(Stage.Stopped.class);
        assertThat(journals(cut.resolve("tiny"))).isEqualTo(1);
        TinyStudy.run(recipe, cut, shelf, 1);

        assertThat(journals(cut.resolve("tiny"))).isZero();
        assertThat(TinyStudy.results(cut.resolve("tiny"))).isEqualTo(TinyStudy.results(whole.resolve("tiny")));
    }

    private static long journals(Path run) {
        try (var files = Files.walk(run)) {
            return files.filter(file -> file.getFileName().toString().equals("cells.journal"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stagesOfTheOtherWorldHaveNamesAndKeysOfTheirOwn() {
        Study study = new Study(recipe(), folder, folder);
        List<String> names = study.stages().stream().map(Stage::name).toList();

        assertThat(names).doesNotHaveDuplicates().contains("wordless-pretrain-villain-s1", "wordless-post-train-s1");
        assertThat(study.stages().stream().map(Stage::key)).doesNotHaveDuplicates();
    }

    @Test
    void whatWatchingCostsIsForeseen() {
        Study study = new Study(recipe(), folder, folder);

        long rollouts = study.forecast().total().rollouts();
        long without = new Study(
                        Yaml.read(
                                TinyStudy.edited("villain: [1, 2, 3]", "villain: [1]", "    none: [1]\n", ""),
                                "tiny.yaml",
                                Recipe.class),
                        folder,
                        folder)
                .forecast()
                .total()
                .rollouts();

        assertThat(rollouts - without).as("4 directions, 4 readouts, 11 cells").isEqualTo(4 * 300 + 4 * 20 + 11 * 4);
    }

    @Test
    void anArmThatIsNotPlannedIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> recipe("subjects: [demonstrations]", "subjects: [demonstration]"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("watch.steering.arms names \"demonstrations\"");
        assertThatThrownBy(() -> recipe("interventions: [constitution-stories]", "interventions: [stories]"))
                .hasMessageContaining("watch.interventions names \"stories\"")
                .hasMessageContaining("Did you mean");
        assertThatThrownBy(() -> recipe("seeds: [1], arms", "seeds: [2], arms"))
                .hasMessageContaining(
                        "watch.wordless.seeds are [2], but pretraining.seeds has only the villain seeds [1]");
        assertThatThrownBy(() -> recipe("strengths: [0.2], samples", "strengths: [0.3], samples"))
                .hasMessageContaining("randomStrengths [0.2] must be among the strengths [0.3]");
    }

    @Test
    void movedSeedsMoveTheOtherWorldsToo() {
        Recipe moved = recipe().withSeedsFrom(10);

        assertThat(moved.watch().orElseThrow().wordless().orElseThrow().seeds()).containsExactly(11L);
    }
}
