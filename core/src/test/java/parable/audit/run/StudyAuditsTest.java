package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parable.audit.run.PlayedRuns.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;

class StudyAuditsTest {
    private static final AuditPlan TWO = PlayedRuns.plan(3, "near", "far");
    private static final AuditPlan THREE = PlayedRuns.plan(3, "near", "far", "swap");

    @TempDir
    private Path study;

    @BeforeEach
    void play() throws IOException {
        new PlayedStudy(study)
                .with("control/s1", THREE, harm(1), harm(1), harm(1))
                .with("control/s2", THREE, harm(1), harm(0), harm(1))
                .with("taught/s1", TWO, harm(0), harm(0));
    }

    private StoredRun open(String part) {
        return StoredRun.open("x" + part, _ -> study);
    }

    private static List<Rollout> rollouts(StoredRun run) {
        try (Stream<Rollout> all = run.conversations()) {
            return all.toList();
        }
    }

    @Test
    void aStudyIsARunOfAllItsModels() {
        StoredRun run = open("");

        assertThat(run.header().models().keySet()).containsExactly("control/s1", "control/s2", "taught/s1");
        assertThat(run.situations().keySet()).containsExactly("tiny-0", "tiny-1", "tiny-2");
        assertThat(run.situations("taught/s1").keySet()).containsExactly("tiny-0", "tiny-1");
        assertThat(rollouts(run)).hasSize(9 + 9 + 6);
        assertThat(run.identity())
                .isEqualTo(open("").identity())
                .isNotEqualTo(open("#control").identity());
    }

    @Test
    void anArmIsARunOfItsSeedsAndAModelIsTheRunOfItsStage() {
        StoredRun arm = open("#control"), model = open("#taught/s1");

        assertThat(arm.header().models().keySet()).containsExactly("control/s1", "control/s2");
        assertThat(arm.folder()).isEqualTo(study.resolve("audits/control"));
        assertThat(model.header().models().keySet()).containsExactly("taught/s1");
        assertThat(model.folder()).isEqualTo(study.resolve("stages/audit-arm-taught-s1-0a1b2c3d"));
    }

    /// In world two each seed has maxims of its own, so one id names another text for each.
    @Test
    void modelsMayBeShownDifferentTextsUnderOneIdInOneCell() throws IOException {
        String same = open("").scenarioIdentity();
        Path shown = study.resolve("stages/audit-arm-control-s2-0a1b2c3d").resolve(StoredRun.SITUATIONS);
        ShownScenario first = open("#control/s1").situation("tiny-0");
        String before = Files.readString(shown);
        Files.writeString(shown, before.replace(first.identity(), "another"));

        StoredRun run = open("");

        assertThat(run.situation("control/s1", "tiny-0").identity()).isEqualTo(first.identity());
        assertThat(run.situation("control/s2", "tiny-0").identity()).isEqualTo("another");
        assertThat(rollouts(run).stream().map(run::shown).distinct()).hasSize(4);
        assertThat(run.scenarioIdentity()).isNotEqualTo(same);

        Files.writeString(shown, before.replace("\"family\":\"near\"", "\"family\":\"far\""));
        assertThatThrownBy(() -> open("")).hasMessageContaining("tiny-0 are of different families or conditions");
    }

    @Test
    void nothingIsMissingWhereAModelWasPutThroughLess() {
        StoredRun run = open("");
        AuditCount count = AuditCount.of(run);
        rollouts(run).forEach(count::add);

        AuditSummary summary = count.summary();

        assertThat(summary.missing()).isZero();
        assertThat(summary.models().getLast().cells()).hasSize(2);
    }

    @Test
    void conversationsAreFoundByTheirNumbersAcrossFolders() {
        StoredRun run = open("");
        try (ConversationIndex index = ConversationIndex.of(run)) {
            assertThat(IntStream.range(0, index.size()).mapToObj(index::at)).containsExactlyElementsOf(rollouts(run));
        }
    }

    @Test
    void modelsOfAnArmStayModelsOfTheirOwn() {
        List<ModelRun> models = ModelRun.all("x#control", _ -> study);

        assertThat(models).extracting(ModelRun::model).containsExactly("control/s1", "control/s2");
        assertThat(models.getFirst().run().folder()).isEqualTo(study.resolve("stages/audit-arm-control-s1-0a1b2c3d"));
        assertThatThrownBy(() -> ModelRun.open("x#control", _ -> study))
                .hasMessageContaining("x#control has 2 models: control/s1, control/s2")
                .hasMessageContaining("such as x#control/s1");
    }

    @Test
    void anUnknownArmGetsTheNearestName() {
        assertThatThrownBy(() -> open("#contrl"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("no arm or model \"contrl\". Its arms: control, taught.")
                .hasMessageContaining("Did you mean \"control\"?");
    }

    @Test
    void whatIsNotAuditedYetIsSaidAndWhatIsCanBeRead() throws IOException {
        Path begun = study.resolve("begun");
        new PlayedStudy(begun)
                .with("control/s1", TWO, harm(1), harm(0))
                .without("taught/s1")
                .without("taught/s2");

        assertThatThrownBy(() -> StoredRun.open(begun))
                .hasMessageContaining("2 of 3 models are not audited yet, such as taught/s1");
        assertThatThrownBy(() -> StoredRun.open("x#taught", _ -> begun))
                .hasMessageContaining("name a model that is audited, such as %s#control/s1".formatted(begun));
        assertThat(rollouts(StoredRun.open("x#control", _ -> begun))).hasSize(6);
    }

    @Test
    void aStageThatIsNoAuditNamesTheOneThatIs() throws IOException {
        Path stage = study.resolve("stages/arm-control-s1-99999999");
        Files.createDirectories(stage);
        Files.writeString(stage.resolve("manifest.json"), "{}");

        assertThatThrownBy(() -> StoredRun.open(stage))
                .hasMessageContaining("is a stage of a study, but no audit")
                .hasMessageContaining("audit-arm-control-s1-0a1b2c3d");
    }

    @Test
    void anAuditOfAnotherVersionIsSaidToBeOne() throws IOException {
        Path stage = study.resolve("stages/audit-arm-control-s1-0a1b2c3d");
        Files.delete(stage.resolve(StoredRun.TRANSCRIPTS));
        Files.writeString(stage.resolve("rollouts.jsonl"), "");

        for (String part : List.of("", "#control", "#control/s1")) {
            assertThatThrownBy(() -> open(part))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("was made by another version")
                    .hasMessageContaining("Delete the folders " + study.resolve("stages/audit-*"));
        }
        Files.writeString(study.resolve("manifest.json"), "{\"recipe\": {}}");
        assertThatThrownBy(() -> open(""))
                .hasMessageContaining("another version began it. Run the study's command again");
    }

    @Test
    void someModelsOfAnAuditAreARunToo() throws IOException {
        Path folder = study.resolve("both");
        new AuditRun(
                        TWO,
                        List.of(PlayedRuns.model(1, harm(1), harm(1)), PlayedRuns.model(2, harm(0), harm(0))),
                        PlayedRuns.quick(),
                        folder)
                .run(Progress.SILENT, StopSignal.NEVER);

        StoredRun run = StoredRun.open("x#script:2", _ -> folder);

        assertThat(rollouts(run)).hasSize(6).allMatch(one -> one.model().equals("script:2"));
        try (ConversationIndex index = ConversationIndex.of(run)) {
            assertThat(IntStream.range(0, index.size()).mapToObj(index::at)).containsExactlyElementsOf(rollouts(run));
        }
        assertThatThrownBy(() -> StoredRun.open("x#script:3", _ -> folder)).hasMessageContaining("has no model");
    }
}
