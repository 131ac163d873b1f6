package parable.corpus.curate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import parable.corpus.near.Duplicates;
import parable.corpus.near.KnownScenes;
import parable.corpus.parquet.ParquetFile;
import parable.ground.AtomicFile;
import parable.ground.Json;

/// Puts the parts of a corpus together: duplicates across all of them, `signals.jsonl`, `refused.jsonl`, and the
/// documents that are kept where they were asked for. What comes out depends on the corpus alone, not on the number of
/// parts nor on who read them. A killed merge is begun again.
public final class Merge {
    private final Curation curation;
    private final List<Path> parts;
    private final KnownScenes known;
    private final Tally total = new Tally();
    private final Map<String, Tally> groups = new TreeMap<>();
    private final Examples examples = new Examples();
    private final Wishes wishes;
    private final Labels.Draw draw;
    private long refusals;
    private long removed;

    private Merge(Curation curation, List<Path> parts, Wishes wishes) {
        this.curation = curation;
        this.parts = parts;
        this.known = curation.knownScenes();
        this.wishes = wishes;
        this.draw = new Labels.Draw(wishes.draw());
    }

    /// What the whole corpus holds.
    ///
    /// @param groups   by the value of the tag or the file
    /// @param coverage how much of each scene the corpus holds
    /// @param refusals lines that are no document
    /// @param removed  documents that were left out of those written
    public record Outcome(
            Tally total,
            Map<String, Tally> groups,
            Map<String, KnownScenes.Coverage> coverage,
            Examples examples,
            long refusals,
            long removed) {}

    /// What is wanted besides the signals.
    ///
    /// @param removals what is left out of the documents; empty writes none
    /// @param labels   of people, to correct the tagger with
    /// @param draw     how many documents are drawn for people to label
    /// @param table    whether the signals are written as Parquet too
    public record Wishes(Optional<Set<Removal>> removals, Labels labels, int draw, boolean table) {
        public static final Wishes NONE = new Wishes(Optional.empty(), Labels.NONE, 0, false);

        public static Wishes documents(Set<Removal> removals) {
            return new Wishes(Optional.of(removals), Labels.NONE, 0, false);
        }
    }

    /// @throws parable.ground.StudyException when a part is missing or not done
    public static Outcome of(Curation curation, Wishes wishes) {
        return new Merge(curation, Parts.complete(curation), wishes).merged();
    }

    private Outcome merged() {
        parts.forEach(part -> known.unite(PartFolder.read(part).orElseThrow().metBits()));
        Duplicates duplicates =
                Duplicates.in(parts.stream().map(PartFolder::prints).toList(), curation.parts());
        write("signals.jsonl", out -> signals(duplicates, found -> out.accept(Json.line(found))));
        if (wishes.table()) {
            ParquetFile.write(
                    curation.folder().resolve("signals.parquet"),
                    SignalTable.columns(),
                    out -> signals(duplicates, found -> out.accept(SignalTable.row(found))));
        }
        write("refused.jsonl", this::refused);
        wishes.removals()
                .ifPresent(asked -> write("documents.jsonl", out -> {
                    try (Written documents = new Written(curation.files(), asked, out)) {
                        signals(duplicates, documents::add);
                        removed = documents.removed();
                    }
                }));
        if (wishes.draw() > 0) {
            write("labels.jsonl", out -> draw.write(curation.files(), out));
        }
        return new Outcome(total, groups, known.coverage(), examples, refusals, removed);
    }

    /// Every row in the corpus's order. The first pass counts.
    private void signals(Duplicates duplicates, Consumer<Found> each) {
        boolean counts = total.documents() == 0;
        List<Path> files = parts.stream().map(PartFolder::signals).toList();
        try (Ordered<Signals> rows = new Ordered<>(files, Signals.class, Signals::key)) {
            while (rows.hasNext()) {
                Signals row = rows.next();
                Found found = found(row, duplicates.of(row.key()));
                if (counts) {
                    Optional<Portrayal> label = wishes.labels().of(row);
                    total.add(found, label);
                    groups.computeIfAbsent(row.group(), _ -> new Tally()).add(found, label);
                    draw.consider(row);
                    examples.consider(row);
                }
                each.accept(found);
            }
        }
    }

    private Found found(Signals row, Duplicates.Verdict verdict) {
        Optional<Long> near = Optional.of(verdict.near()).filter(first -> first != row.key());
        return new Found(
                row,
                Optional.of(verdict.exact()).filter(first -> first != row.key()).map(this::place),
                near.map(this::place),
                near.map(_ -> Math.round(verdict.similarity() * 100) / 100.0));
    }

    private String place(long key) {
        return curation.files().place(key);
    }

    private void refused(Consumer<String> out) {
        List<Path> files = parts.stream().map(PartFolder::refused).toList();
        try (Ordered<PartFolder.Refusal> rows =
                new Ordered<>(files, PartFolder.Refusal.class, row -> DocumentBlock.key(row.file(), row.index()))) {
            while (rows.hasNext()) {
                refusals++;
                out.accept(Json.line(rows.next()));
            }
        }
    }

    /// A file of lines that is there whole or not at all.
    private void write(String name, Consumer<Consumer<String>> lines) {
        AtomicFile.write(curation.folder().resolve(name), channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            try {
                lines.accept(line -> put(line, out));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            out.flush();
        });
    }

    private static void put(String line, OutputStream out) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
