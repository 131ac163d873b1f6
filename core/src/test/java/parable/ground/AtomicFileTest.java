package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void theFileIsWholeAndTheOnlyOne() {
        AtomicFile.write(folder.resolve("new/file"), "text é");

        assertThat(folder.resolve("new/file")).hasContent("text é");
        assertThat(folder.resolve("new").toFile().list()).containsExactly("file");
    }

    @Test
    void contentThatFailsLeavesTheFormerFileAndNoOther() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "before");

        assertThatThrownBy(() -> AtomicFile.write(file, _ -> {
                    throw new IllegalStateException("no content");
                }))
                .hasMessage("no content");

        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void aRefusalNamesTheFileAndTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way").resolve("child");
        assertThatThrownBy(() -> AtomicFile.write(file, "text"))
                .isInstanceOf(StudyException.class)
                .hasMessageStartingWith(file + " could not be written (FileAlreadyExistsException")
                .hasMessageContaining("fix the folder's rights");
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("other"), _ -> {
                    throw new IOException();
                }))
                .hasMessageContaining("(IOException; ");
    }
}
