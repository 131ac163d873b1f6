package parable.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.StudyException;

/// A study on a disk that fills up. It takes the right to mount one; without it the test is skipped and
/// counted.
class FullDiskStudyTest {
    @TempDir
    private Path runs;

    @TempDir
    private Path roomy;

    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", runs.toString());
        Assumptions.assumeTrue(mounted, "no right to mount a small disk");
    }

    @AfterEach
    void unmount() throws InterruptedException {
        if (mounted) {
            run("umount", runs.toString());
        }
    }

    @Test
    void aFullDiskLosesNothingFinishedAndTheStudyGoesOnWhenThereIsRoom() throws InterruptedException {
        Path noShelf = roomy.resolve("no-shelf");
        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.smallest(), runs, noShelf, 2))
                .isInstanceOfSatisfying(
                        StudyException.class, e -> assertThat(e.category()).isEqualTo(StudyException.Category.STORAGE))
                .hasMessageContaining(" could not be written (No space left on device; ")
                .hasMessageContaining("Nothing finished is lost; free space");
        Map<String, byte[]> finished = manifests();

        assertThat(run("mount", "-o", "remount,size=64m", runs.toString())).isTrue();
        TinyStudy.run(TinyStudy.smallest(), runs, noShelf, 2);

        assertThat(finished).as("something was finished when the disk was full").isNotEmpty();
        assertThat(manifests()).containsAllEntriesOf(finished);
        TinyStudy.run(TinyStudy.smallest(), roomy, noShelf, 2);
        assertThat(TinyStudy.results(runs.resolve("tiny"))).isEqualTo(TinyStudy.results(roomy.resolve("tiny")));
    }

    private Map<String, byte[]> manifests() {
        Map<String, byte[]> manifests = new TreeMap<>(TinyStudy.files(runs.resolve("tiny")));
        manifests.keySet().removeIf(name -> !name.matches("stages/.*/manifest\\.json"));
        return manifests;
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException _) {
            return false; // a system without mount
        }
    }
}
