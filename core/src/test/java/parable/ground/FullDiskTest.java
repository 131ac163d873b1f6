package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.tensor.SafetensorsFile;
import parable.tensor.SafetensorsWriter;
import parable.tensor.StoredType;

/// A disk of 64 KiB that fills up. It takes the right to mount one; without it the tests are skipped and
/// counted.
class FullDiskTest {
    private static final int TOO_MUCH = 100_000;

    @TempDir
    Path folder;

    private boolean mounted;

    @BeforeEach
    void mountATinyDisk() throws InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted, "no right to mount a tiny disk");
    }

    @AfterEach
    void unmount() throws InterruptedException {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    @Test
    void anAtomicFileKeepsItsFormerContentAndLeavesNoTemporaryFile() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "before");

        assertRefused(file, () -> AtomicFile.write(file, new byte[TOO_MUCH]));

        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("file");
        AtomicFile.write(file, "after");
        assertThat(file).hasContent("after");
    }

    @Test
    void aCheckpointKeepsItsFormerTensors() {
        Path file = folder.resolve("model.safetensors");
        write(file, 100);

        assertRefused(file, () -> write(file, TOO_MUCH));

        try (SafetensorsFile former = SafetensorsFile.open(file)) {
            assertThat(former.entry("weight").shape()).containsExactly(100);
        }
        assertThat(folder.toFile().list()).containsExactly("model.safetensors");
    }

    @Test
    void aJournalKeepsItsRecordsAndGoesOnWhenThereIsRoom() {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.open(file)) {
            journal.append(new byte[1000]);
            assertRefused(file, () -> journal.append(new byte[TOO_MUCH]));
            assertThat(journal.append(new byte[2000])).isOne();
        }
        try (Journal journal = Journal.open(file)) {
            assertThat(journal.records()).extracting(record -> record.length).containsExactly(1000, 2000);
            assertThat(journal.dropped()).isZero();
        }
    }

    @Test
    void aFileThatGrowsKeepsItsPieces() {
        Path file = folder.resolve("metrics.jsonl");
        try (AppendedFile pieces = AppendedFile.open(file, 0)) {
            pieces.append("one\n".getBytes(StandardCharsets.UTF_8));
            assertRefused(file, () -> pieces.append(new byte[TOO_MUCH]));
            pieces.append("two\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(file).hasContent("one\ntwo\n");
    }

    private static void write(Path file, int bytes) {
        byte[] weight = new byte[bytes];
        Arrays.fill(weight, (byte) 7);
        new SafetensorsWriter()
                .add("weight", StoredType.U8, new long[] {bytes}, () -> MemorySegment.ofArray(weight))
                .write(file);
    }

    private static void assertRefused(Path file, ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        StudyException.class, e -> assertThat(e.category()).isEqualTo(StudyException.Category.STORAGE))
                .hasMessageContaining(file + " could not be written (No space left on device; ")
                .hasMessageContaining("KiB free). Nothing finished is lost; free space");
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException _) {
            return false; // a system without mount
        }
    }
}
