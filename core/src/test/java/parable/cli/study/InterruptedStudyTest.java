package parable.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.shell.ExitCode;
import parable.cli.shell.SignalMask;
import parable.study.TinyStudy;

/// Ctrl-C, once and twice, to a study in a process of its own.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill(1)")
@EnabledIf(value = "parable.cli.shell.SignalMask#letsInterruptsThrough", disabledReason = SignalMask.REASON)
class InterruptedStudyTest {
    private static final String RECIPE = TinyStudy.smallestYaml();
    private static final int STAGES = TinyStudy.stages(RECIPE);

    @TempDir
    private Path home;

    @Test
    void ctrlCSavesTellsHowToGoOnAndChangesNothing() {
        try (StudyProcess study = new StudyProcess(RECIPE, home)) {
            await(study, "metrics.jsonl");
            study.signal("INT");

            assertThat(study.waitFor()).as(study::err).isEqualTo(ExitCode.INTERRUPTED.code());
            assertThat(study.err())
                    .contains("Stopping after this step. Press Ctrl-C again to stop at once.")
                    .containsPattern(
                            "Stopped; finished stages are kept\\. Continue with: parable study \\S*tiny\\.yaml")
                    .doesNotContain("\tat ");
            assertThat(study.count("manifest.json")).isLessThan(STAGES);
            assertThat(study.has("training-state.safetensors"))
                    .as("saved in the middle")
                    .isTrue();
        }
        SortedMap<String, String> resumed = end(home);

        assertThat(resumed).hasSize(STAGES + 1).isEqualTo(end(home.resolve("undisturbed")));
    }

    @Test
    void theSecondCtrlCEndsItAtOnce() {
        try (StudyProcess study = new StudyProcess(RECIPE, home)) {
            await(study, "metrics.jsonl");
            study.signal("INT");
            study.signal("INT");

            assertThat(study.waitFor()).isEqualTo(ExitCode.INTERRUPTED.code());
            assertThat(study.count("manifest.json")).isLessThan(STAGES);
        }
    }

    private static SortedMap<String, String> end(Path home) {
        try (StudyProcess study = new StudyProcess(RECIPE, home)) {
            assertThat(study.waitFor()).as(study::err).isEqualTo(ExitCode.OK.code());
            return TinyStudy.results(study.run());
        }
    }

    private static void await(StudyProcess study, String file) {
        while (study.isAlive() && !study.has(file)) {
            StudyProcess.sleep(1);
        }
    }
}
