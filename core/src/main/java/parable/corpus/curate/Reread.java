package parable.corpus.curate;

import org.jspecify.annotations.Nullable;
import parable.corpus.Document;
import parable.corpus.DocumentFile;
import parable.ground.StudyException;

/// The corpus once more, in step with rows in its order. Confined to one thread.
final class Reread implements AutoCloseable {
    private final CorpusFiles files;
    private int number = -1;
    private @Nullable DocumentFile open;

    Reread(CorpusFiles files) {
        this.files = files;
    }

    /// The document of a row; rows must come in rising order of their keys.
    ///
    /// @throws StudyException when its file says something else than before
    Document document(Signals row) {
        int file = DocumentBlock.file(row.key());
        if (file != number) {
            close();
            open = DocumentFile.open(
                    files.files().get(file).file(), files.files().get(file).source());
            number = file;
        }
        DocumentFile from = open;
        DocumentFile.@Nullable Unread next = from == null ? null : from.next();
        while (next != null && from != null && next.index() < DocumentBlock.index(row.key())) {
            next = from.next();
        }
        Document document = next == null ? null : next.read().get();
        if (document == null || !document.id().equals(row.id())) {
            throw new StudyException(
                    StudyException.Category.STORAGE,
                    "%s holds another text than when it was read. Curate it again under another --name.",
                    files.files().get(file).file());
        }
        return document;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
