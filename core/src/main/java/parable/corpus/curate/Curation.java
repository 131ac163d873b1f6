package parable.corpus.curate;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import parable.corpus.DocumentFile;
import parable.corpus.DocumentFile.Unread;
import parable.corpus.near.KnownScenes;
import parable.ground.Hash;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;

/// A look at every document of a corpus, block by block, in memory that does not grow with the corpus. What a part
/// found lies in a folder of its own; [Merge] puts the parts together.
public final class Curation {
    /// Changes when the same text would give other signals.
    private static final String VERSION = "curation-4";

    private static final int BLOCK = 500;
    private static final long BLOCK_BYTES = 8 << 20;

    private final CorpusFiles files;
    private final SortedMap<String, String> scenes;
    private final Optional<String> by;
    private final PortrayalTagger tagger;
    private final Path folder;

    /// @param scenes texts of evaluations by name, which are looked for in the corpus
    /// @param by     tag whose values documents are counted by; empty for their files
    /// @param folder of the run
    public Curation(
            CorpusFiles files,
            SortedMap<String, String> scenes,
            Optional<String> by,
            PortrayalTagger tagger,
            Path folder) {
        this.files = files;
        this.scenes = scenes;
        this.by = by;
        this.tagger = tagger;
        this.folder = folder;
    }

    /// Which corpus is read and what is looked for.
    String identity() {
        return Hash.brief(VERSION, files.identity(), scenes, by, tagger.identity());
    }

    CorpusFiles files() {
        return files;
    }

    KnownScenes knownScenes() {
        return KnownScenes.of(scenes);
    }

    Path parts() {
        return folder.resolve("parts");
    }

    public Path folder() {
        return folder;
    }

    Path part(Shard shard) {
        return parts().resolve(shard.folder());
    }

    static void requireSame(Path folder, String former, String identity) {
        if (!former.equals(identity)) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%s holds signals of another corpus, of files with other lengths, of other scenes, or of another"
                            + " tagger. Choose another --name, or delete that folder.",
                    folder);
        }
    }

    /// The texts of one part, each once, in their order. Lines that are no document are left to [#read].
    ///
    /// @param most texts that are held in memory
    public Collection<String> texts(Shard shard, int most) {
        Set<String> texts = new LinkedHashSet<>();
        for (int number = 0; number < files.files().size() && texts.size() < most; number++) {
            CorpusFiles.One one = files.files().get(number);
            if (shard.takesFile(number, files.files().size())) {
                try (DocumentFile file = DocumentFile.open(one.file(), one.source())) {
                    for (Unread next = file.next(); next != null && texts.size() < most; next = file.next()) {
                        if (shard.takes(next.index(), files.files().size())) {
                            DocumentBlock.read(next).ifPresent(document -> texts.add(document.text()));
                        }
                    }
                }
            }
        }
        return texts;
    }

    /// Reads one part, from where a former run was stopped.
    ///
    /// @return whether the part is done; else it was stopped
    public boolean read(Shard shard, int jobs, Progress progress, StopSignal stop) {
        KnownScenes known = knownScenes();
        try (PartFolder part = PartFolder.open(part(shard), identity());
                ExecutorService pool = Executors.newFixedThreadPool(jobs);
                Progress.Task task = progress.start("read " + shard.folder(), 0)) {
            known.unite(part.mark().metBits());
            task.advance(part.mark().documents(), "");
            for (int file = part.mark().file();
                    file < files.files().size() && !part.mark().isDone();
                    file++) {
                if (shard.takesFile(file, files.files().size())
                        && !new FileReading(shard, file, part, known, pool, jobs, task).read(stop)) {
                    return false;
                }
            }
            if (!part.mark().isDone()) {
                part.finish();
            }
            return true;
        }
    }

    /// One file on its way through the pool: blocks are kept in their order, few at a time are in memory.
    private final class FileReading {
        private final Shard shard;
        private final int number;
        private final PartFolder part;
        private final KnownScenes known;
        private final ExecutorService pool;
        private final int jobs;
        private final Progress.Task task;
        private final DocumentBlock.Look look;
        private final Deque<Going> going = new ArrayDeque<>();

        /// @param next document after the block
        private record Going(long next, Future<DocumentBlock> block) {}

        FileReading(
                Shard shard,
                int number,
                PartFolder part,
                KnownScenes known,
                ExecutorService pool,
                int jobs,
                Progress.Task task) {
            this.shard = shard;
            this.number = number;
            this.part = part;
            this.known = known;
            this.pool = pool;
            this.jobs = jobs;
            this.task = task;
            this.look = new DocumentBlock.Look(PortrayalRules.shipped(), tagger, known, by);
        }

        boolean read(StopSignal stop) {
            CorpusFiles.One one = files.files().get(number);
            long from = part.mark().file() == number ? part.mark().next() : 0;
            try (DocumentFile file = DocumentFile.open(one.file(), one.source())) {
                for (List<Unread> block = block(file, from); !block.isEmpty(); block = block(file, from)) {
                    List<Unread> found = block;
                    going.add(new Going(
                            found.getLast().index() + 1,
                            pool.submit(() -> DocumentBlock.of(number, one.source(), found, look))));
                    if (going.size() > 2 * jobs) {
                        keepFirst();
                    }
                    if (stop.requested()) {
                        keepAll();
                        return false;
                    }
                }
                keepAll();
                return true;
            }
        }

        private void keepAll() {
            while (!going.isEmpty()) {
                keepFirst();
            }
        }

        private void keepFirst() {
            Going first = going.remove();
            DocumentBlock block = done(first.block());
            part.keep(block, number, first.next(), known.met());
            task.advance(block.signals().size(), "");
        }

        /// The next documents that are this shard's and were not kept before; none after the last.
        private List<Unread> block(DocumentFile file, long from) {
            List<Unread> block = new ArrayList<>();
            long bytes = 0;
            while (block.size() < BLOCK && bytes < BLOCK_BYTES) {
                @Nullable Unread next = file.next();
                if (next == null) {
                    break;
                }
                if (next.index() >= from
                        && shard.takes(next.index(), files.files().size())) {
                    block.add(next);
                    bytes += next.bytes();
                }
            }
            return block;
        }
    }

    private static DocumentBlock done(Future<DocumentBlock> block) {
        try {
            return block.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a block was read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
