package parable.corpus.curate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import parable.corpus.near.Fingerprint;
import parable.ground.AppendedFile;
import parable.ground.Journal;
import parable.ground.Json;

/// What is kept of one shard: `signals.jsonl`, `fingerprints.bin`, `refused.jsonl`, and a journal that says after each
/// block how long these are, so that a killed run continues behind its last whole block. Confined to one thread.
final class PartFolder implements AutoCloseable {
    private static final String JOURNAL = "journal",
            SIGNALS = "signals.jsonl",
            PRINTS = "fingerprints.bin",
            REFUSED = "refused.jsonl";

    private final Journal journal;
    private final AppendedFile signals;
    private final AppendedFile prints;
    private final AppendedFile refused;
    private Mark mark;

    /// How far the shard is. Lengths are in bytes.
    ///
    /// @param identity of the corpus and of what is asked of it
    /// @param file     that is being read, counted from 0
    /// @param next     document of that file
    /// @param met      runs of known scenes that were met, as bits in Base64
    record Mark(
            String identity,
            int file,
            long next,
            long documents,
            long refusals,
            long signalBytes,
            long printBytes,
            long refusedBytes,
            String met,
            boolean isDone) {
        static Mark first(String identity) {
            return new Mark(identity, 0, 0, 0, 0, 0, 0, 0, "", false);
        }

        byte[] metBits() {
            return Base64.getDecoder().decode(met);
        }
    }

    /// A document that could not be read.
    record Refusal(int file, long index, String place, String reason) {}

    private PartFolder(Path folder, Journal journal, Mark mark) {
        this.journal = journal;
        this.mark = mark;
        this.signals = AppendedFile.open(folder.resolve(SIGNALS), mark.signalBytes());
        this.prints = AppendedFile.open(folder.resolve(PRINTS), mark.printBytes());
        this.refused = AppendedFile.open(folder.resolve(REFUSED), mark.refusedBytes());
    }

    /// @param identity of the corpus and of what is asked of it; a part of other terms is refused
    static PartFolder open(Path folder, String identity) {
        Journal journal = Journal.open(folder.resolve(JOURNAL));
        try {
            Mark mark = last(journal).orElse(Mark.first(identity));
            Curation.requireSame(folder, mark.identity(), identity);
            return new PartFolder(folder, journal, mark);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static Optional<Mark> last(Journal journal) {
        List<byte[]> records = journal.records();
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.read(new String(records.getLast(), StandardCharsets.UTF_8), Mark.class));
    }

    /// How far a part is; empty where it was never begun.
    static Optional<Mark> read(Path folder) {
        if (!Files.exists(folder.resolve(JOURNAL))) {
            return Optional.empty();
        }
        try (Journal journal = Journal.open(folder.resolve(JOURNAL))) {
            return last(journal);
        }
    }

    static Path signals(Path folder) {
        return folder.resolve(SIGNALS);
    }

    static Path prints(Path folder) {
        return folder.resolve(PRINTS);
    }

    static Path refused(Path folder) {
        return folder.resolve(REFUSED);
    }

    Mark mark() {
        return mark;
    }

    /// Keeps a block: files first, then the mark that makes them count.
    void keep(DocumentBlock block, int file, long next, byte[] met) {
        byte[] rows = lines(block.signals()),
                holes = lines(block.refusals()),
                found = Fingerprint.bytes(block.prints());
        signals.append(rows);
        prints.append(found);
        refused.append(holes);
        mark(new Mark(
                mark.identity(),
                file,
                next,
                mark.documents() + block.signals().size(),
                mark.refusals() + block.refusals().size(),
                mark.signalBytes() + rows.length,
                mark.printBytes() + found.length,
                mark.refusedBytes() + holes.length,
                Base64.getEncoder().encodeToString(met),
                false));
    }

    void finish() {
        signals.force();
        prints.force();
        mark(new Mark(
                mark.identity(),
                mark.file(),
                mark.next(),
                mark.documents(),
                mark.refusals(),
                mark.signalBytes(),
                mark.printBytes(),
                mark.refusedBytes(),
                mark.met(),
                true));
    }

    private void mark(Mark next) {
        journal.append(Json.line(next).getBytes(StandardCharsets.UTF_8));
        mark = next;
    }

    private static byte[] lines(List<?> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(Json.line(value)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        signals.close();
        prints.close();
        refused.close();
        journal.close();
    }
}
