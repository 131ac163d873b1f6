package parable.corpus;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
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

    /// A file that is being read.
    private static final class Open {
        private final Path file;
        private final DocumentFile documents;
        private boolean hasDocuments;

        Open(Path file, String source) {
            this.file = file;
            this.documents = DocumentFile.open(file, source);
        }

        @Nullable
        Document next() {
            DocumentFile.Unread found = documents.next();
            if (found == null && !hasDocuments) {
                throw empty(file);
            }
            hasDocuments = true;
            return found == null ? null : found.read().get();
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
            Open from = open == null ? begun(files.next()) : open;
            next = from.next();
            if (next == null) {
                close();
            }
        }
        return next != null;
    }

    private Open begun(Path file) {
        Open begun = new Open(file, sources.apply(file));
        open = begun;
        return begun;
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
            open.documents.close();
            open = null;
        }
    }
}
