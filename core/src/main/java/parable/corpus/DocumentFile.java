package parable.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One file of documents, each handed out unread, so that readings can be shared among threads. Confined to one thread.
public final class DocumentFile implements AutoCloseable {
    private final Path file;
    private final String source;
    private final TextLines lines;
    private final WarcRecords records;
    private boolean isWhole = true;

    /// A document that is not parsed yet.
    ///
    /// @param index of the document in its file, as its origin has it: it rises
    /// @param bytes about what it takes in memory
    /// @param read  makes the document, or throws a `StudyException` that names file and line
    public record Unread(long index, long bytes, Supplier<Document> read) {}

    private DocumentFile(Path file, String source) {
        this.file = file;
        this.source = source;
        this.lines = TextLines.open(file);
        this.records = new WarcRecords(file, lines);
    }

    /// @param source how the documents' origin names the file
    public static DocumentFile open(Path file, String source) {
        return new DocumentFile(file, source);
    }

    /// The files of a path, in the order of their names.
    ///
    /// @throws parable.ground.StudyException when there is nothing to read, or something that is not read
    public static List<Path> files(Path path) {
        return DataFiles.of(path);
    }

    /// The next document; null after the last. A file of lines may hold none.
    public @Nullable Unread next() {
        if (DataFiles.isWarc(file)) {
            WarcRecords.Text text = records.next();
            return text == null ? null : page(text);
        }
        if (!DataFiles.isLines(file)) {
            return isWhole ? whole() : null;
        }
        for (TextLines.Bytes line = lines.nextBytes(); line != null; line = lines.nextBytes()) {
            if (!line.isBlank()) {
                TextLines.Bytes found = line;
                return new Unread(
                        line.number() - 1,
                        line.bytes().length,
                        () -> DocumentLine.read(file, source, TextLines.line(file, found)));
            }
        }
        return null;
    }

    private Unread page(WarcRecords.Text page) {
        return new Unread(page.number(), page.bytes().length, () -> {
            Document.Origin origin = new Document.Origin(source, page.number());
            String text = TextLines.text(file, page.bytes(), ", record " + (page.number() + 1), false);
            return new Document(
                    page.field("warc-record-id", origin.place()),
                    new Body.Running(text),
                    origin,
                    Map.of("url", page.field("warc-target-uri", "")),
                    1);
        });
    }

    /// A file that is one document.
    private @Nullable Unread whole() {
        isWhole = false;
        String text = lines.rest();
        Document document = new Document(source, new Body.Running(text), new Document.Origin(source, 0), Map.of(), 1);
        return text.isBlank() ? null : new Unread(0, text.length(), () -> document);
    }

    @Override
    public void close() {
        lines.close();
    }
}
