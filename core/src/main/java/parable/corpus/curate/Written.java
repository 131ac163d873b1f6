package parable.corpus.curate;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import parable.corpus.Document;
import parable.corpus.DocumentForm;

/// The documents that are kept, as lines that every command reads: text or messages, their tags, and the signals that
/// interventions choose by. It reads the corpus once more, in step with the signals. Confined to one thread.
final class Written implements AutoCloseable {
    private final Reread corpus;
    private final Set<Removal> removals;
    private final Consumer<String> out;
    private long removed;

    Written(CorpusFiles files, Set<Removal> removals, Consumer<String> out) {
        this.corpus = new Reread(files);
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
            out.accept(line(corpus.document(found.signals()), found));
        }
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
        corpus.close();
    }
}
