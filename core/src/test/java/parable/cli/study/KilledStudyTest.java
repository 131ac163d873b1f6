package parable.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.shell.ExitCode;
import parable.ground.RandomStream;
import parable.study.TinyStudy;

/// `kill -9` at moments drawn at random within each phase, then the same command again until the study is done.
/// Its results must be those of an undisturbed run.
///
/// `-Dparable.kills=N` sets how many kills (3, of a study of one seed); `bench/kill_study.sh` runs many, of
/// three seeds. When a study is done before its kills are used up, another begins in a fresh folder.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill(1)")
class KilledStudyTest {
    private static final int KILLS = Integer.getInteger("parable.kills", 3);
    private static final long SEED = Long.getLong("parable.kills.seed", 1);

    private static final String RECIPE = KILLS > 3 ? TinyStudy.yaml() : TinyStudy.smallestYaml();
    private static final int STAGES = TinyStudy.stages(RECIPE);
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path folder;

    /// When a kill falls: once the study has come so far, and some random time later.
    private enum Phase {
        PRETRAINING(study -> study.has("metrics.jsonl"), 400),
        ROLLOUTS(study -> study.has("outcomes.journal"), 100),
        FINDINGS(study -> study.count("manifest.json") >= STAGES - 1, 600),
        ANYWHERE(study -> true, 4000);

        private final Predicate<StudyProcess> reached;
        private final int window;

        Phase(Predicate<StudyProcess> reached, int milliseconds) {
            this.reached = reached;
            this.window = milliseconds;
        }
    }

    @Test
    void aStudyKilledAtAnyMomentEndsAsIfItHadNotBeen() throws Exception {
        SortedMap<String, String> undisturbed = undisturbed();
        RandomStream random = RandomStream.of(SEED, "kills", 0);
        Map<Phase, Integer> kills = new TreeMap<>();
        int done = 0, studies = 0, resumed = 0;
        while (done < KILLS) {
            Path home = folder.resolve("study" + studies++);
            Phase[] phases = Phase.values();
            boolean finished = false;
            while (!finished && done < KILLS) {
                Phase phase = phases[done % phases.length];
                try (StudyProcess study = new StudyProcess(RECIPE, home)) {
                    finished = !killed(study, phase, random);
                }
                if (!finished) {
                    kills.merge(phase, 1, Integer::sum);
                    resumed += leftovers(home) > 0 ? 1 : 0;
                    done++;
                }
            }
            assertThat(endOf(home)).isEqualTo(undisturbed);
        }
        System.out.printf(
                Locale.ROOT,
                "%d kills %s in %d studies, %d of them in the middle of a stage: all ended as the undisturbed one%n",
                done,
                kills,
                studies,
                resumed);
    }

    private SortedMap<String, String> undisturbed() {
        SortedMap<String, String> results = endOf(folder.resolve("undisturbed"));
        assertThat(results).hasSize(STAGES + 1);
        return results;
    }

    private static SortedMap<String, String> endOf(Path home) {
        try (StudyProcess study = new StudyProcess(RECIPE, home)) {
            assertThat(study.waitFor()).as(study::err).isIn(ExitCode.OK.code(), ExitCode.PARTIAL.code());
            return TinyStudy.results(study.run());
        }
    }

    /// Stages that had begun and were not finished.
    private static long leftovers(Path home) throws Exception {
        Path stages = home.resolve("runs/tiny/stages");
        if (!Files.isDirectory(stages)) {
            return 0;
        }
        try (var all = Files.list(stages)) {
            return all.filter(stage -> !Files.exists(stage.resolve("manifest.json")))
                    .count();
        }
    }

    /// @return whether the kill came before the study was done
    private static boolean killed(StudyProcess study, Phase phase, RandomStream random) {
        while (study.isAlive() && !phase.reached.test(study)) {
            StudyProcess.sleep(1);
        }
        StudyProcess.sleep(random.below(phase.window));
        study.signal("KILL");
        return study.waitFor() == KILLED;
    }
}
