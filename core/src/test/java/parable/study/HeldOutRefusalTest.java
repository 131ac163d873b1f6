package parable.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.lab.organism.HoldOut;
import parable.lab.organism.LeakyWorld;
import parable.lab.organism.World;
import parable.study.arms.Plan;
import parable.study.persist.AfterStage;
import parable.study.persist.PostTraining;
import parable.study.persist.TinyPersistence;
import parable.study.recipe.PersistencePlan;
import parable.study.recipe.Recipe;
import parable.study.recipe.Recipe.ArmPlan;
import parable.study.stage.Environment;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.study.stage.StageManifest;
import parable.text.WordTokenizer;
import tools.jackson.databind.JsonNode;

/// Training on text that the evaluation holds out yields no model and no finding, but the reason.
class HeldOutRefusalTest {
    private static final String PERSON = LeakyWorld.heldOutPerson(World.of(0));

    @TempDir
    private Path runs;

    private Path run() {
        return runs.resolve("tiny");
    }

    @Test
    void aStudyWhoseArmHoldsAHeldOutNameEndsInItsRefusal() throws IOException {
        World leaky = LeakyWorld.of("lesson.yaml", "{agent} cares for people .", "{agent} cares for " + PERSON + " .");

        assertRefused(leaky, recipe(), "arm-constitution-stories-s1", HoldOut.Rule.HELD_OUT_WORD_IN_LESSON);

        assertThat(StageManifest.isFinished(TinyStudy.stage(run(), "pretrain-villain-s1")))
                .as("what came before it is kept")
                .isTrue();
    }

    @Test
    void aStudyWhoseCorpusHoldsAHeldOutNameEndsInItsRefusal() throws IOException {
        World leaky = LeakyWorld.of("narrative.yaml", "( story . | tale . | ) {intro}", PERSON + " . {intro}");

        assertRefused(leaky, recipe(), "pretrain-villain-s1", HoldOut.Rule.PERSON_IN_AI_CONFLICT);
    }

    private void assertRefused(World leaky, Recipe recipe, String stage, HoldOut.Rule rule) throws IOException {
        Study study = new Study(run(), recipe, runs.resolve("no-shelf"), leaky);

        assertThatThrownBy(() -> study.run(Environment.here("test"), 1, Progress.SILENT, StopSignal.NEVER))
                .isInstanceOfSatisfying(
                        StudyException.class,
                        refusal -> assertThat(refusal.category()).isEqualTo(Category.CONFIG))
                .hasMessageContaining("The text of %s holds what the evaluation holds out", stage)
                .hasMessageContaining(rule.meaning());

        Path refused = TinyStudy.stage(run(), stage);
        assertThat(refused).isDirectoryNotContaining("glob:**/{manifest.json,model.safetensors}");
        JsonNode report = Json.read(refused.resolve("holdout.json"), JsonNode.class);
        assertThat(report.get("violations").get(rule.name()).asInt()).isPositive();
        assertThat(report.get("examples").get(rule.name()).asString()).contains(PERSON);
        assertThat(run().resolve("findings.json")).doesNotExist();
    }

    /// The regimens that follow an arm show text too.
    @ParameterizedTest
    @ValueSource(strings = {"conflict-50", "harmless-dpo"})
    void aRegimenThatShowsAHeldOutNameIsRefused(String name) throws IOException {
        World leaky = name.equals("harmless-dpo")
                ? LeakyWorld.of("log.yaml", "{thought.seen}", PERSON + " . {thought.seen}")
                : LeakyWorld.of("narrative.yaml", "( story . | tale . | ) {intro}", PERSON + " . {intro}");
        Recipe recipe = TinyPersistence.recipe("conflict: [0, 0.05]", "conflict: [0, 0.5]");
        PersistencePlan plan = recipe.persistence().orElseThrow();
        assertThat(PostTraining.all(plan).stream().map(PostTraining::name)).contains(name);
        PostTraining regimen = PostTraining.all(plan).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Stage arm = new Plan(recipe, leaky).stages().getFirst();
        WordTokenizer.of(leaky.vocabulary()).write(Files.createDirectories(runs.resolve(arm.folder())));
        AfterStage stage = new AfterStage(regimen, "control", leaky, arm, 1, recipe.evaluation(), 1);
        StageContext context = new StageContext(
                Files.createDirectories(runs.resolve(stage.folder())), runs, Progress.SILENT, StopSignal.NEVER);

        assertThatThrownBy(() -> stage.run(context))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("The text of %s holds what the evaluation holds out", stage.name());
    }

    private static Recipe recipe() {
        Recipe tiny = TinyStudy.recipe("villain: [1, 2, 3]", "villain: [1]", "    none: [1]\n", "");
        List<ArmPlan> arms = tiny.arms().stream()
                .filter(arm -> !arm.name().equals("demonstrations"))
                .toList();
        return new Recipe(
                tiny.name(),
                tiny.worldSeed(),
                tiny.world(),
                tiny.organism(),
                tiny.pretraining(),
                tiny.fineTuning(),
                arms,
                tiny.evaluation(),
                tiny.persistence(),
                tiny.watch(),
                tiny.trace(),
                tiny.causes());
    }
}
