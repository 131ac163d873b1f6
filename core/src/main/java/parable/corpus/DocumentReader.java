package parable.corpus;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The documents of files, one after another: one is in memory at a time. (A stream's `flatMap` would hold those of a
/// whole file for some readers.) Confined to one thread.
final class DocumentReader implements Iterator<Document>, AutoCloseable {
    private final Iterator<Path> files;
    private final Function<Path, String> sources;
    private @Nullable Open open;
    private @Nullable Document next;

    /// A file of lines that is being read. Blank lines count in the numbering and hold no document.
    private static final class Open {
        private final Path file;
        private final String source;
        private final TextLines lines;
        private boolean hasDocuments;

        Open(Path file, String source) {
            this.file = file;
            this.source = source;
            this.lines = TextLines.open(file);
        }

        @Nullable
        Document next() {
            for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (!line.text().isBlank()) {
                    hasDocuments = true;
                    return DocumentLine.read(file, source, line);
                }
            }
            if (!hasDocuments) {
                throw empty(file);
            }
            return null;
        }
    }

    /// @param sources how a file is named in the origin of its documents
    DocumentReader(List<Path> files, Function<Path, String> sources) {
        this.files = files.iterator();
        this.sources = sources;
    }

    @Override
    public boolean hasNext() {
        while (next == null && (open != null || files.hasNext())) {
            next = open == null ? begun(files.next()) : open.next();
            if (next == null && open != null && open.hasDocuments) {
                close();
            }
        }
        return next != null;
    }

    /// @return the document of a file that is one; null for a file of lines, which is open then
    private @Nullable Document begun(Path file) {
        String source = sources.apply(file);
        if (DataFiles.isLines(file)) {
            open = new Open(file, source);
            return null;
        }
        try (TextLines lines = TextLines.open(file)) {
            String text = lines.rest();
            if (text.isBlank()) {
                throw empty(file);
            }
            return new Document(source, new Body.Running(text), new Document.Origin(source, 0), Map.of(), 1);
        }
    }

    @Override
    public Document next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Document document = Objects.requireNonNull(next);
        next = null;
        return document;
    }

    private static StudyException empty(Path file) {
        return new StudyException(
                Category.CONFIG, "%s holds no document. Take it away, or write the text that it should hold.", file);
    }

    @Override
    public void close() {
        if (open != null) {
            open.lines.close();
            open = null;
        }
    }
}
