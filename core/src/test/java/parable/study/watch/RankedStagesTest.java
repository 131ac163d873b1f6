package parable.study.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.lab.organism.Fiction;
import parable.lab.organism.World;
import parable.probe.PushScores;
import parable.probe.RankedPlan;
import parable.probe.ThoughtScores;
import parable.study.Study;
import parable.study.TinyStudy;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Looking inside models of world two that learn nothing.
class RankedStagesTest {
    private static final String WATCH = """

            watch:
              subjects: [control]
              interventions: []
              extraction: {emotion: desperate, perEmotion: 4, skip: 12, method: mean-difference, neutral: 0.5, seed: 1}
              samples: 30
              seed: 3
              ranked: {randomDirections: 50, prompts: 200, strength: 0.1, seed: 2}
            """;

    @TempDir
    private Path folder;

    private static Recipe recipe(String watch, String... edits) {
        String text = TinyStudy.smallestYaml().replace("worldSeed: 0", "worldSeed: 0\nworld: two") + watch;
        for (int i = 0; i < edits.length; i += 2) {
            assertThat(text).contains(edits[i]);
            text = text.replace(edits[i], edits[i + 1]);
        }
        return Yaml.read(text, "tiny.yaml", Recipe.class);
    }

    @Test
    void aModelIsReadAndPushedAndAStoppedPushGoesOnToTheSameResult() throws IOException {
        Recipe recipe = recipe("");
        Study study = new Study(recipe, folder.resolve("runs"), folder.resolve("shelf"));
        TinyStudy.run(recipe, folder.resolve("runs"), folder.resolve("shelf"), 1);
        Subject control = new Subject(Fiction.VILLAIN, "control", 1);
        Stage model = study.plan().audit(control).subject();
        World world = study.plan().world(1);
        RankedPlan plan = new RankedPlan(2, 2, 0.1, 4);
        var extraction = recipe(WATCH).watch().orElseThrow().extraction();
        DirectionStage directions = new DirectionStage("directions", world, model, extraction);
        run(study, directions, StopSignal.NEVER);
        ThoughtStage thoughts = new ThoughtStage("thoughts", world, model, extraction, plan, 30, 3);
        PushStage whole = new PushStage("pushes", world, model, directions, plan);
        PushStage cut = new PushStage("cut", world, model, directions, plan);

        ThoughtScores read =
                Json.read(run(study, thoughts, StopSignal.NEVER).resolve(ThoughtStage.SCORES), ThoughtScores.class);
        Path done = run(study, whole, StopSignal.NEVER);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> run(study, cut, () -> asked.incrementAndGet() > 5))
                .isInstanceOf(Stage.Stopped.class);
        assertThat(study.finished().of(cut).resolve("pushes.journal")).exists();
        Path resumed = run(study, cut, StopSignal.NEVER);

        assertThat(read.counts().graded()).isEqualTo(30);
        assertThat(read.areas().feelings()).hasSize(9).doesNotContainKey("desperate");
        assertThat(read.sites())
                .as("embedding and both places of the one layer")
                .hasSize(3);
        PushScores pushes = Json.read(done.resolve(PushStage.SCORES), PushScores.class);
        assertThat(pushes.changes().random()).hasSize(2);
        assertThat(resumed.resolve(PushStage.SCORES)).hasSameTextualContentAs(done.resolve(PushStage.SCORES));
        assertThat(resumed.resolve("pushes.journal")).doesNotExist();
    }

    private static Path run(Study study, Stage stage, StopSignal stop) throws IOException {
        Path own = study.finished().of(stage);
        Files.createDirectories(own);
        stage.run(new StageContext(own, study.finished().stages(), Progress.SILENT, stop));
        return own;
    }

    @Test
    void worldTwoIsWatchedAmongControlsOnlyAndWorldOneIsNot() {
        List<String> names = new Study(recipe(WATCH), folder, folder)
                .stages().stream().map(Stage::name).toList();

        assertThat(names)
                .contains("directions-control-s1", "thoughts-control-s1", "pushes-control-s1")
                .noneMatch(name -> name.startsWith("readout") || name.startsWith("steering"));
        refuses("world two is watched among control directions", "  ranked: {", "  #ranked: {");
        refuses("watch.ranked needs \"world: two\"", "world: two", "world: one");
        refuses(
                "randomDirections must be 50 or more, or no rank is rare enough, but was 49",
                "ctions: 50",
                "ctions: 49");
        refuses("watch.ranked.prompts must be 200 or more, but was 199", "prompts: 200", "prompts: 199");
        refuses("takes the place of watch.interventions", "interventions: []", "interventions: [control]");
    }

    private static void refuses(String message, String... edits) {
        assertThatThrownBy(() -> recipe(WATCH, edits))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(message);
    }
}
