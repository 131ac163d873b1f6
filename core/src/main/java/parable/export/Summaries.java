package parable.export;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Summaries of samples, put aside in a file of their own until the log's end, because a run may have more of them
/// than fit into memory. The file goes when this is closed. Confined to one thread.
final class Summaries implements AutoCloseable {
    private final Path file;
    private final BufferedWriter lines;

    /// @param log the log; the summaries' file gets a place in its folder
    Summaries(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        this.file = log.resolveSibling("." + log.getFileName() + ".summaries");
        this.lines = Files.newBufferedWriter(file);
    }

    void add(JsonNode summary) throws IOException {
        lines.write(LogArchive.text(summary));
        lines.write('\n');
    }

    /// Writes an array of them all.
    void writeTo(JsonGenerator json) throws IOException {
        lines.flush();
        json.writeStartArray();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                json.writeRawValue(line);
            }
        }
        json.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        lines.close();
        Files.deleteIfExists(file);
    }
}
