package parable.corpus.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.corpus.Document;
import parable.corpus.DocumentFile.Unread;
import parable.corpus.near.Fingerprint;
import parable.corpus.near.KnownScenes;
import parable.corpus.near.Words;
import parable.ground.StudyException;

/// Some documents of one file, read and looked at. Immutable.
record DocumentBlock(List<Signals> signals, List<Fingerprint> prints, List<PartFolder.Refusal> refusals) {
    /// Where a document is in a corpus of up to 2^23 files of up to 2^40 documents.
    static long key(int file, long index) {
        return ((long) file << 40) + index;
    }

    static int file(long key) {
        return (int) (key >>> 40);
    }

    static long index(long key) {
        return key & (1L << 40) - 1;
    }

    /// What is looked for in every document.
    ///
    /// @param rules  tell whether a word may name an AI
    /// @param scenes of evaluations
    /// @param by     tag whose values documents are counted by
    record Look(PortrayalRules rules, PortrayalTagger tagger, KnownScenes scenes, Optional<String> by) {}

    static DocumentBlock of(int file, String source, List<Unread> unread, Look look) {
        List<Signals> signals = new ArrayList<>();
        List<Fingerprint> prints = new ArrayList<>();
        List<PartFolder.Refusal> refusals = new ArrayList<>();
        for (Unread one : unread) {
            Optional<Document> read = read(file, one, source, refusals);
            if (read.isPresent()) {
                Document document = read.get();
                Words words = Words.of(document.text());
                long key = key(file, one.index());
                Fingerprint print = Fingerprint.of(key, document.text(), words);
                prints.add(print);
                signals.add(Signals.of(key, document, print.exact(), words, look));
            }
        }
        return new DocumentBlock(signals, prints, refusals);
    }

    /// A line that is no document is one refusal, not the end of the corpus.
    private static Optional<Document> read(int file, Unread one, String source, List<PartFolder.Refusal> refusals) {
        try {
            return Optional.of(one.read().get());
        } catch (StudyException unreadable) {
            refusals.add(new PartFolder.Refusal(
                    file,
                    one.index(),
                    "%s:%d".formatted(source, one.index() + 1),
                    String.valueOf(unreadable.getMessage())));
            return Optional.empty();
        }
    }

    /// Empty for a line that is no document.
    static Optional<Document> read(Unread one) {
        return read(0, one, "", new ArrayList<>());
    }
}
