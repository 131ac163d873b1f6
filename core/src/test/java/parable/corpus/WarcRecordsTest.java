package parable.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.StudyException;

class WarcRecordsTest {
    @TempDir
    private Path home;

    private static byte[] record(String type, String url, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Record-ID: <urn:%s>\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
                        .formatted(type, url, url, body.length, text))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Every record a gzip member of its own, as crawls have them.
    private Path zipped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] record : List.of(
                record("warcinfo", "info", "software: x"),
                record("conversion", "a.example", "Grüße\n\nWARC/1.0 is no head here.\n"),
                record("response", "b.example", "<html>raw</html>"),
                record("conversion", "c.example", "tea"))) {
            try (GZIPOutputStream member = new GZIPOutputStream(out)) {
                member.write(record);
            }
        }
        return Files.write(home.resolve("pages.warc.wet.gz"), out.toByteArray());
    }

    @Test
    void textsAreDocumentsAndEverythingElseIsPassedOver() throws IOException {
        List<Document> pages = TextFiles.read(zipped()).documents().toList();

        assertThat(pages).extracting(Document::text).containsExactly("Grüße\n\nWARC/1.0 is no head here.\n", "tea");
        assertThat(pages).extracting(page -> page.tag("url")).containsExactly("a.example", "c.example");
        assertThat(pages.getLast().id()).isEqualTo("<urn:c.example>");
        assertThat(pages.getLast().origin().place()).isEqualTo("pages.warc.wet.gz:4");
    }

    @Test
    void aCutOrForeignFileIsNamed() throws IOException {
        byte[] whole = record("conversion", "a", "some text");
        Path cut = Files.write(home.resolve("cut.wet"), Arrays.copyOf(whole, whole.length - 9));
        Path foreign = Files.writeString(home.resolve("foreign.wet"), "hello\n");
        Path empty = Files.write(home.resolve("empty.warc"), record("warcinfo", "info", "x"));

        assertThatThrownBy(() -> TextFiles.read(cut))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("cut.wet ends in the middle of a record");
        assertThatThrownBy(() -> TextFiles.read(foreign))
                .hasMessageContaining("record 1 does not begin with WARC/ but with \"hello\"");
        assertThatThrownBy(() -> TextFiles.read(empty)).hasMessageContaining("holds no document");
    }
}
