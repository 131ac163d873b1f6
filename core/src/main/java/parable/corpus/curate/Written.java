package parable.corpus.curate;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parable.corpus.Document;
import parable.corpus.DocumentFile;
import parable.corpus.DocumentForm;
import parable.ground.StudyException;

/// The documents that are kept, as lines that every command reads: text or messages, their tags, and the signals that
/// interventions choose by. It reads the corpus once more, in step with the signals. Confined to one thread.
final class Written implements AutoCloseable {
    private final CorpusFiles files;
    private final Set<Removal> removals;
    private final Consumer<String> out;
    private int number = -1;
    private @Nullable DocumentFile open;
    private long removed;

    Written(CorpusFiles files, Set<Removal> removals, Consumer<String> out) {
        this.files = files;
        this.removals = removals;
        this.out = out;
    }

    long removed() {
        return removed;
    }

    /// In the order of the corpus.
    void add(Found found) {
        if (removals.stream().anyMatch(removal -> removal.removes(found))) {
            removed++;
        } else {
            out.accept(line(document(found.signals()), found));
        }
    }

    private Document document(Signals signals) {
        int file = Block.file(signals.key());
        if (file != number) {
            close();
            open = DocumentFile.open(files.files().get(file).file(), files.files().get(file).source());
            number = file;
        }
        DocumentFile from = open;
        DocumentFile.@Nullable Unread next = from == null ? null : from.next();
        while (next != null && from != null && next.index() < Block.index(signals.key())) {
            next = from.next();
        }
        Document document = next == null ? null : next.read().get();
        if (document == null || !document.id().equals(signals.id())) {
            throw new StudyException(
                    StudyException.Category.STORAGE,
                    "%s holds another text than when it was read. Curate it again under another --name.",
                    files.files().get(file).file());
        }
        return document;
    }

    private static String line(Document document, Found found) {
        Signals signals = found.signals();
        return DocumentForm.line(
                document,
                Map.of(
                        "language", signals.language(),
                        "ai", signals.ai().word(),
                        "conduct", signals.conduct().word(),
                        "endorsed", signals.endorsed().word(),
                        "reasons", signals.reasons().word(),
                        "nearDuplicateOf", found.nearDuplicateOf().orElse("")));
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
