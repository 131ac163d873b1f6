package parable.export;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import parable.ground.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/// A zip of JSON members, written one after another. The channel is sought back to after each member, so that
/// its local header holds the sizes: Inspect's viewer reads them there and sees nothing where a data descriptor
/// follows instead (flag bit 3). Deflated, which every reader knows. Confined to one thread.
final class LogArchive {
    /// NaN means "not graded" in Inspect's logs, as a bare constant. Halves of surrogate pairs, which no UTF-8
    /// can hold, become question marks in the encoder below.
    private static final ObjectWriter JSON = Json.mapper()
            .writer()
            .without(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET);

    private static final LocalDateTime WRITTEN = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final ZipArchiveOutputStream zip;

    LogArchive(SeekableByteChannel channel) throws IOException {
        this.zip = new ZipArchiveOutputStream(channel);
    }

    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /// A node's bytes as a member of the archive; halves of surrogate pairs are replaced.
    static String text(JsonNode node) {
        byte[] bytes = JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void member(String name, JsonNode content) throws IOException {
        member(name, json -> json.writePOJO(content));
    }

    void member(String name, Content content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setTimeLocal(WRITTEN);
        zip.putArchiveEntry(entry);
        Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.writeTo(json);
        }
        text.flush();
        zip.closeArchiveEntry();
    }

    /// Writes the directory. The channel stays open.
    void finish() throws IOException {
        zip.finish();
    }
}
