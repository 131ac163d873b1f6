package parable.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.StudyException;

class TextFilesTest {
    @TempDir
    private Path folder;

    @Test
    void linesAndTextsBecomeDocumentsInTheOrderOfTheirPaths() throws IOException {
        Files.writeString(folder.resolve("b.jsonl"), """
                {"id": "one", "text": "tea", "genre": "diary", "year": 1999, "more": {"x": 1}}

                {"id": "two", "text": "milk"}
                """);
        Files.writeString(folder.resolve("a.txt"), "a whole page");
        Files.writeString(folder.resolve("notes.md"), "not a document");

        List<Document> documents = TextFiles.read(folder).documents().toList();

        assertThat(documents).extracting(Document::id).containsExactly("a.txt", "one", "two");
        assertThat(documents.get(0).text()).isEqualTo("a whole page");
        assertThat(documents.get(1).tags())
                .containsEntry("genre", "diary")
                .containsEntry("year", "1999")
                .hasSize(2);
        assertThat(documents.get(2).origin().index()).as("blank lines count").isEqualTo(2);
    }

    @Test
    void whatIsNoDocumentIsNamedWithItsLine() {
        refuses("{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"b\"}\n", ":2 needs the fields \"id\" and \"text\"");
        refuses("{\"id\": \"a\", \"text\": 5}", ":1 needs the fields");
        refuses("not json", ":1 is not JSON");
        refuses("[1, 2]", ":1 needs the fields");
        refuses("\n\n", "holds no document");
        refuses(
                "{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"a\", \"text\": \"y\"}",
                "The document id \"a\" stands at",
                "bad.jsonl:1 and at",
                "bad.jsonl:2");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xC3, (byte) 0x28});

        assertThatThrownBy(() -> TextFiles.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("is not text in UTF-8");
    }

    @Test
    void aMissingCorpusIsSaidToBeMissing() {
        assertThatThrownBy(() -> TextFiles.read(folder.resolve("none")))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll("There is no corpus at", "none", "Name a .jsonl file");
    }

    private void refuses(String content, String... fragments) {
        Path file = folder.resolve("bad.jsonl");
        assertThatThrownBy(() -> {
                    Files.writeString(file, content);
                    TextFiles.read(file);
                })
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll(fragments);
    }
}
