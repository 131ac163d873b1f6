package parable.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parable.corpus.parquet.ParquetRows;

/// One file of documents, each handed out unread, so that readings can be shared among threads. Confined to one thread.
public final class DocumentFile implements AutoCloseable {
    private final Source source;

    /// A document that is not parsed yet.
    ///
    /// @param index of the document in its file, as its origin has it: it rises
    /// @param bytes about what it takes in memory
    /// @param read  makes the document, or throws a `StudyException` that names file and line
    public record Unread(long index, long bytes, Supplier<Document> read) {}

    private DocumentFile(Source source) {
        this.source = source;
    }

    /// @param source how the documents' origin names the file
    public static DocumentFile open(Path file, String source) {
        return new DocumentFile(
                switch (DataFiles.form(file)) {
                    case LINES -> new Lines(file, source, TextLines.open(file));
                    case ROWS -> new Rows(source, DocumentLine.rows(file));
                    case WARC -> pages(file, source, TextLines.open(file));
                    case TEXT -> new Whole(source, TextLines.open(file));
                });
    }

    private static Pages pages(Path file, String source, TextLines lines) {
        return new Pages(file, source, lines, new WarcRecords(file, lines));
    }

    /// The files of a path, in the order of their names.
    ///
    /// @throws parable.ground.StudyException when there is nothing to read, or something that is not read
    public static List<Path> files(Path path) {
        return DataFiles.of(path);
    }

    /// The next document; null after the last. A file of lines or rows may hold none.
    public @Nullable Unread next() {
        return source.next();
    }

    @Override
    public void close() {
        source.close();
    }

    /// The documents of a file of one form.
    private sealed interface Source extends AutoCloseable {
        @Nullable
        Unread next();

        @Override
        void close();
    }

    /// Each line a document, blank ones apart.
    private record Lines(Path file, String source, TextLines lines) implements Source {
        @Override
        public @Nullable Unread next() {
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

        @Override
        public void close() {
            lines.close();
        }
    }

    /// Each row of a table a document.
    private record Rows(String source, ParquetRows rows) implements Source {
        @Override
        public @Nullable Unread next() {
            ParquetRows.Row row = rows.next();
            return row == null ? null : new Unread(row.number(), row.bytes(), () -> DocumentLine.read(source, row));
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /// Each text of a web archive a document.
    private record Pages(Path file, String source, TextLines lines, WarcRecords records) implements Source {
        @Override
        public @Nullable Unread next() {
            WarcRecords.Text text = records.next();
            return text == null ? null : new Unread(text.number(), text.bytes().length, () -> document(text));
        }

        private Document document(WarcRecords.Text page) {
            Document.Origin origin = new Document.Origin(source, page.number());
            String text = TextLines.text(file, page.bytes(), ", record " + (page.number() + 1), false);
            return new Document(
                    page.field("warc-record-id", origin.place()),
                    new Body.Running(text),
                    origin,
                    Map.of("url", page.field("warc-target-uri", "")),
                    1);
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    /// One document.
    private record Whole(String source, TextLines lines) implements Source {
        @Override
        public @Nullable Unread next() {
            String text = lines.rest();
            Document document =
                    new Document(source, new Body.Running(text), new Document.Origin(source, 0), Map.of(), 1);
            return text.isBlank() ? null : new Unread(0, text.length(), () -> document);
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
