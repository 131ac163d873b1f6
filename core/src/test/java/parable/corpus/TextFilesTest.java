package parable.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.corpus.Body.Role;
import parable.corpus.Body.Turn;
import parable.ground.StudyException;

class TextFilesTest {
    private static final String CHAT =
            "{\"messages\": [{\"role\": \"user\", \"content\": \"Tea?\"}, {\"role\": \"assistant\", \"content\": \"Yes.\"}]}";

    @TempDir
    private Path folder;

    @Test
    void linesAndTextsBecomeDocumentsInTheOrderOfTheirPaths() throws IOException {
        write("b.jsonl", """
                {"id": "one", "text": "tea", "genre": "diary", "year": 1999, "more": {"x": 1}}

                {"id": 2, "text": "milk"}
                """);
        write("a.txt", "a whole page");
        write("notes.md", "not a document");
        write("dataset_info.json", "{}");
        Files.createDirectory(folder.resolve(".cache"));
        write(".cache/old.parquet", "left by a download");

        List<Document> documents = TextFiles.read(folder).documents().toList();

        assertThat(documents).extracting(Document::id).containsExactly("a.txt", "one", "2");
        assertThat(documents.get(0).text()).isEqualTo("a whole page");
        assertThat(documents.get(1).tags())
                .containsEntry("genre", "diary")
                .containsEntry("year", "1999")
                .hasSize(2);
        assertThat(documents.get(2).origin().place()).as("blank lines count").isEqualTo("b.jsonl:3");
    }

    @Test
    void aConversationKeepsItsTurns() throws IOException {
        Document document = only(write("chat.jsonl", CHAT));

        assertThat(document.body())
                .isEqualTo(
                        new Body.Conversation(List.of(new Turn(Role.USER, "Tea?"), new Turn(Role.ASSISTANT, "Yes."))));
        assertThat(document.text()).isEqualTo("Tea?\nYes.");
    }

    @Test
    void aDocumentWithoutAnIdIsKnownByPlaceAndText() throws IOException {
        String one = only(write("a.jsonl", "{\"text\": \"tea\"}")).id();

        assertThat(only(write("a.jsonl", "{\"text\": \"tea\"}\n")).id()).isEqualTo(one);
        assertThat(only(write("a.jsonl", "\n{\"text\": \"tea\"}")).id()).isNotEqualTo(one);
        assertThat(only(write("a.jsonl", "{\"text\": \"milk\"}")).id()).isNotEqualTo(one);
    }

    @Test
    void anEditedTextUnderItsOldIdIsAnotherCorpus() throws IOException {
        String before = TextFiles.stream(write("a.jsonl", "{\"id\": 1, \"text\": \"tea\"}"))
                .hash();
        String after = TextFiles.stream(write("a.jsonl", "{\"id\": 1, \"text\": \"milk\"}"))
                .hash();

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void packedFilesAndByteOrderMarksAreRead() throws IOException {
        Path packed = folder.resolve("rows.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("{\"text\": \"naïve\"}\r\n{\"text\": \"tea\"}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(TextFiles.read(packed).documents())
                .extracting(Document::text)
                .containsExactly("naïve", "tea");
        assertThat(only(write("marked.jsonl", "\uFEFF{\"text\": \"tea\"}")).text())
                .isEqualTo("tea");
        assertThat(only(write("marked.txt", "\uFEFFtea")).text()).isEqualTo("tea");
    }

    @Test
    void aStreamReadsNoFurtherThanItIsAsked() throws IOException {
        Path file = write("rows.jsonl", "{\"text\": \"tea\"}\n{\"text\": \"milk\"}\nnot JSON\n");
        try (Stream<Document> documents = TextFiles.stream(file).documents()) {
            Iterator<Document> one = documents.iterator();
            assertThat(one.next().text()).isEqualTo("tea");
            assertThat(one.next().text()).isEqualTo("milk");
            assertThatThrownBy(one::next).hasMessageContaining("rows.jsonl:3 is not JSON");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"x\"}\\n{\"id\": \"b\"}            | :2 has neither \"text\" nor \"messages\": {\"id\":\"b\"}",
                "{\"text\": 5}                                  | :1 has \"text\" = 5",
                "{\"text\": \" \"}                              | must be a text that says something",
                "{\"text\": \"x\", \"messages\": []}            | has both \"text\" and \"messages\"",
                "not json                                       | :1 is not JSON",
                "{\"text\": \"x\"} {\"text\": \"y\"}            | :1 is not JSON",
                "[1, 2]                                         | :1 has neither",
                "{\"id\": 1.5, \"text\": \"x\"}                 | \"id\" = 1.5",
                "{\"messages\": \"hello\"}                      | must be a list",
                "{\"messages\": []}                             | no message of the assistant",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]} | no message of the assistant",
                "{\"messages\": [{\"role\": \"bot\", \"content\": \"hi\"}]}  | as message 1; it needs a \"role\"",
                "{\"messages\": [{\"role\": \"user\", \"content\": [1]}]}    | a \"content\" that is text",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"a\", \"tool_calls\": [1]}]} | has \"tool_calls\" in message 1",
                "{\"messages\": [], \"tools\": [{}]}            | offers \"tools\"",
                "\\n\\n                                         | holds no document",
                "``                                             | holds no document",
                "{\"id\": 1, \"text\": \"x\"}\\n{\"id\": 1, \"text\": \"y\"} | The document id \"1\" occurs at bad.jsonl:1 and at bad.jsonl:2",
            })
    void whatIsNoDocumentIsNamedWithItsLine(String content, String fragment) throws IOException {
        Path file = write("bad.jsonl", content.replace("\\n", "\n"));

        assertThatThrownBy(() -> TextFiles.read(file))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("bad.jsonl")
                .hasMessageContaining(fragment);
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirLine() throws IOException {
        byte[] good = "{\"text\": \"tea\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] bad = new byte[good.length + 2];
        System.arraycopy(good, 0, bad, 0, good.length);
        bad[good.length] = (byte) 0xC3;
        bad[good.length + 1] = (byte) 0x28;
        Files.write(folder.resolve("bad.jsonl"), bad);

        assertThatThrownBy(() -> TextFiles.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("bad.jsonl:2 is not text in UTF-8");
    }

    @Test
    void aCutGzipFileIsRefused() throws IOException {
        Path packed = folder.resolve("rows.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(CHAT.repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> TextFiles.read(packed)).hasMessageContaining("is not a whole gzip file");
        Files.write(packed, CHAT.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TextFiles.read(packed)).hasMessageContaining("is not a whole gzip file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.jsonl.zst", "rows.json.zst"})
    void linesPackedByZstandardAreRead(String name) throws IOException {
        byte[] first = Zstd.compress("{\"text\": \"naïve\"}\n".getBytes(StandardCharsets.UTF_8));
        byte[] second = Zstd.compress("{\"text\": \"tea\"}".getBytes(StandardCharsets.UTF_8));
        Path packed = folder.resolve(name);
        Files.write(packed, first);
        Files.write(packed, second, StandardOpenOption.APPEND);

        assertThat(TextFiles.read(packed).documents())
                .as("of both frames")
                .extracting(Document::text)
                .containsExactly("naïve", "tea");
    }

    @Test
    void aCutZstandardFileIsRefused() throws IOException {
        byte[] whole = Zstd.compress(CHAT.repeat(1000).getBytes(StandardCharsets.UTF_8));
        Path packed = folder.resolve("rows.jsonl.zst");
        for (byte[] bad : List.of(Arrays.copyOf(whole, whole.length - 5), CHAT.getBytes(StandardCharsets.UTF_8))) {
            Files.write(packed, bad);
            assertThatThrownBy(() -> TextFiles.read(packed))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("rows.jsonl.zst is not a whole zstd file. Copy it again");
        }
    }

    @Test
    void aZstandardFileThatNeedsMuchMemoryIsRefusedWithTheRemedy() throws IOException {
        int magic = 0xFD2FB528, noSizes = 0, window1GiB = 20 << 3;
        Path packed = folder.resolve("rows.jsonl.zst");
        Files.write(
                packed,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(magic)
                        .put((byte) noSizes)
                        .put((byte) window1GiB)
                        .array());

        assertThatThrownBy(() -> TextFiles.read(packed)).hasMessageContaining("Pack it again without --long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-00000-of-00001.arrow", "rows.csv", "rows.json"})
    void aFormatThatIsNotReadIsRefusedByName(String name) throws IOException {
        write("rows.jsonl", CHAT);
        Path other = write(name, "?");

        for (Path path : List.of(folder, other)) {
            assertThatThrownBy(() -> TextFiles.stream(path))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("Save the rows as JSONL (datasets: load_dataset");
        }
    }

    @Test
    void severalSplitsOfADataSetAreNotMixed() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        write("data/train-00001.jsonl", CHAT);
        write("data/test.jsonl", CHAT);

        assertThatThrownBy(() -> TextFiles.stream(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("holds the splits test, train of a data set. Name the file of one split");
    }

    @Test
    void aMissingCorpusIsSaidToBeMissing() throws IOException {
        assertThatThrownBy(() -> TextFiles.read(folder.resolve("none")))
                .isInstanceOf(StudyException.class)
                .hasMessageContainingAll("There is no corpus at", "none", "Name a .jsonl, .parquet or .txt file");
        assertThatThrownBy(() -> TextFiles.read(folder)).hasMessageContaining("holds no .jsonl, .parquet or .txt file");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Document only(Path file) {
        List<Document> documents = TextFiles.read(file).documents().toList();
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }
}
