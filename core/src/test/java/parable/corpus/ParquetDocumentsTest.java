package parable.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.corpus.Body.Role;
import parable.corpus.Body.Turn;
import parable.ground.StudyException;

/// Files that pyarrow 26 wrote: `rows.parquet` has 300 rows in three row groups, several pages and a dictionary (zstd);
/// `chat.parquet` five rows with lists of structs (snappy).
class ParquetDocumentsTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            Path file = folder.resolve(name);
            Files.copy(Objects.requireNonNull(in), file);
            return file;
        }
    }

    @Test
    void rowsBecomeDocumentsWithTheirWordsNumbersAndTimesAsTags() throws IOException {
        try (DocumentFile file = DocumentFile.open(file("rows.parquet"), "rows.parquet")) {
            for (int i = 0; i < 300; i++) {
                DocumentFile.Unread row = Objects.requireNonNull(file.next());
                assertThat(row.index()).isEqualTo(i);
                if (i != 123) {
                    requireRow(i, row.read().get());
                }
            }
            assertThat(file.next()).isNull();
        }
    }

    private static void requireRow(int i, Document row) {
        assertThat(row.id()).isEqualTo("" + i);
        assertThat(row.text()).isEqualTo("The tea of house %d was %s.".formatted(i % 90, i % 2 == 0 ? "warm" : "cold"));
        assertThat(row.tag("kind")).isEqualTo(i % 5 == 0 ? "" : i % 2 == 0 ? "diary" : "letter");
        assertThat(row.tag("score")).isEqualTo("" + i % 8 / 4.0);
        assertThat(row.tag("ok")).isEqualTo("" + (i % 3 == 0));
        assertThat(row.tag("day")).isEqualTo("2020-01-%02d".formatted(1 + i % 28));
        assertThat(row.tag("at")).isEqualTo("2020-01-01T00:00:%02dZ".formatted(i % 60));
        assertThat(row.tags()).doesNotContainKeys("vector", "picture");
        assertThat(row.origin().place()).isEqualTo("rows.parquet:" + (i + 1));
    }

    @Test
    void anEmptyCellIsNoDocumentAndItsRowIsNamed() throws IOException {
        Path rows = file("rows.parquet");

        assertThatThrownBy(() -> TextFiles.read(rows))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("rows.parquet: row 124 (row group 2) has neither \"text\" nor \"messages\"")
                .hasMessageContaining("Each row has a \"text\"");
    }

    @Test
    void conversationsKeepTheirTurns() throws IOException {
        try (DocumentFile file = DocumentFile.open(file("chat.parquet"), "chat.parquet")) {
            List<DocumentFile.Unread> rows = Stream.generate(file::next)
                    .takeWhile(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .toList();

            assertThat(rows).hasSize(5);
            assertThat(rows.get(0).read().get().body())
                    .isEqualTo(new Body.Conversation(List.of(
                            new Turn(Role.SYSTEM, "Be kind."),
                            new Turn(Role.USER, "Tea?"),
                            new Turn(Role.ASSISTANT, "Yes."))));
            assertThat(rows.get(1).read().get().text()).isEqualTo("naïve?\nNo.");
            assertThat(rows.get(1).read().get().tag("prompt_id")).isEqualTo("b");
            refuses(rows.get(2), "row 3 (row group 2) has no message of the assistant");
            refuses(rows.get(3), "row 4 (row group 2) has neither");
            refuses(rows.get(4), "row 5 (row group 3) has {\"role\":\"user\"} as message 1");
        }
    }

    private static void refuses(DocumentFile.Unread row, String fault) {
        assertThatThrownBy(() -> row.read().get())
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void aDamagedRowGroupIsNamedAndThoseBeforeItAreRead() throws IOException {
        Path rows = file("rows.parquet");
        byte[] bytes = Files.readAllBytes(rows);
        byte[] magic = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}; // of a page packed by Zstandard
        for (int i = bytes.length * 2 / 5; i < bytes.length * 3 / 5; i++) {
            if (Arrays.equals(Arrays.copyOfRange(bytes, i, i + 4), magic)) {
                bytes[i] = 0;
            }
        }
        Files.write(rows, bytes);

        try (DocumentFile file = DocumentFile.open(rows, "rows.parquet")) {
            for (int i = 0; i < 110; i++) {
                requireRow(i, Objects.requireNonNull(file.next()).read().get());
            }
            assertThatThrownBy(file::next)
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("rows.parquet: row group 2 is damaged. Copy the file again");
        }
    }

    @Test
    void aFileThatIsNotWholeIsRefused() throws IOException {
        Path rows = file("rows.parquet");
        byte[] whole = Files.readAllBytes(rows);
        for (byte[] bad : List.of(
                Arrays.copyOf(whole, whole.length - 100),
                Arrays.copyOf(whole, 5),
                new byte[0],
                "{\"text\": \"tea\"}".getBytes(StandardCharsets.UTF_8))) {
            Files.write(rows, bad);
            assertThatThrownBy(() -> TextFiles.read(rows))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("rows.parquet is not a whole Parquet file, or encrypted. Copy it again.");
        }
    }
}
