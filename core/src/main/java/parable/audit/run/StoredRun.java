package parable.audit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import parable.ground.CorruptFileException;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.OtherVersion;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A run as it lies on disk, for those who read it: judges, comparisons, gates, exports, reports. Conversations
/// are streamed, so memory does not grow with their number. Immutable; the files are not locked.
public final class StoredRun {
    static final String HEADER = "audit.json";
    static final String SITUATIONS = "situations.jsonl";
    static final String TRANSCRIPTS = "transcripts.jsonl";
    static final String STOPPING = "stopping.json";

    private final Path folder;
    private final RunHeader header;
    private final Map<String, ShownSituation> situations;

    private StoredRun(Path folder, RunHeader header, Map<String, ShownSituation> situations) {
        this.folder = folder;
        this.header = header;
        this.situations = Collections.unmodifiableMap(situations);
    }

    /// @throws StudyException CONFIG when the folder holds no audit
    public static StoredRun open(Path folder) {
        requireFolder(folder);
        requireThisVersion(folder);
        for (String file : new String[] {HEADER, SITUATIONS, TRANSCRIPTS}) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s holds no audit that has been written out: %s is missing. Name the folder of a run,"
                                + " such as runs/audit-smoke-NAME, or run its command again to finish it.",
                        folder,
                        file);
            }
        }
        Map<String, ShownSituation> situations = new LinkedHashMap<>();
        try (Stream<ShownSituation> shown = Json.readEach(folder.resolve(SITUATIONS), ShownSituation.class);
                Stream<RunHeader> header = Json.readEach(folder.resolve(HEADER), RunHeader.class)) {
            shown.forEach(situation -> situations.put(situation.situation(), situation));
            return new StoredRun(folder, header.findFirst().orElseThrow(() -> corrupt(folder)), situations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A study's audits once kept their rollouts in a form of their own.
    private static void requireThisVersion(Path folder) {
        if (Files.exists(folder.resolve("rollouts.jsonl")) && !Files.exists(folder.resolve(TRANSCRIPTS))) {
            throw new StudyException(
                    Category.STORAGE,
                    "%s was made by another version, which kept what the model wrote in rollouts.jsonl. Delete the folders"
                            + " %s and run the study's command again: models that are trained stay.",
                    folder,
                    folder.resolveSibling("audit-*"));
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StudyException(
                    Category.CONFIG,
                    "There is no folder %s, so it holds no audit.%s Name the folder of a run or its name among the runs.",
                    folder,
                    Nearest.to(String.valueOf(folder.getFileName()), beside(folder))
                            .map(" Did you mean \"%s\"?"::formatted)
                            .orElse(""));
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new StudyException(
                    Category.STORAGE, "%s is a folder that you may not look into. Change its rights.", folder);
        }
    }

    /// Names of the runs that lie where this one was looked for.
    private static List<String> beside(Path folder) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(path -> Files.isRegularFile(path.resolve(HEADER)))
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            return List.of(); // only a hint
        }
    }

    private static CorruptFileException corrupt(Path folder) {
        return new CorruptFileException(
                folder.resolve(HEADER), "it is empty; run the audit's command again, which writes it anew");
    }

    public Path folder() {
        return folder;
    }

    /// Hash of everything that was played in it and of the gradings: what a copy of the run shares with it.
    public String identity() {
        try {
            return Hash.of(
                    Hash.ofFile(folder.resolve(HEADER)),
                    Hash.ofFile(folder.resolve(SITUATIONS)),
                    Hash.ofFile(folder.resolve(TRANSCRIPTS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RunHeader header() {
        return header;
    }

    /// Whether the run was ever allowed to stop by what it showed. Its counts then are no fixed number of
    /// rollouts, and only statistics that hold at any time may be drawn from them.
    public boolean mayHaveStoppedEarly() {
        return Files.exists(folder.resolve(STOPPING));
    }

    /// By id, in the suite's order.
    public Map<String, ShownSituation> situations() {
        return situations;
    }

    /// @throws StudyException CONFIG when the run has no such situation
    public ShownSituation situation(String id) {
        ShownSituation found = situations.get(id);
        if (found == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "Run %s has no situation \"%s\". Did you mean \"%s\"?",
                    folder,
                    id,
                    Nearest.to(id, situations.keySet()).orElse("?"));
        }
        return found;
    }

    /// In the order of models, situations and samples; conversations that have not ended are missing. Must be
    /// closed.
    ///
    /// @throws CorruptFileException while they are read, where the file is cut; the audit's command makes it anew
    public Stream<Rollout> conversations() {
        return conversations(_ -> true);
    }

    /// Other files of the run say which models and situations it has.
    void requireKnown(Rollout one) {
        if (!header.models().containsKey(one.model()) || !situations.containsKey(one.situation())) {
            throw OtherVersion.of(
                    folder.resolve(TRANSCRIPTS),
                    "",
                    "the run asked no model \"%s\" about a situation \"%s\"".formatted(one.model(), one.situation()));
        }
    }

    /// Some of [#conversations()]. Must be closed.
    ///
    /// @param wanted asked about the number of each conversation, from 0, in order
    public Stream<Rollout> conversations(IntPredicate wanted) {
        AtomicInteger number = new AtomicInteger();
        try {
            return Json.readEach(folder.resolve(TRANSCRIPTS), Rollout.class)
                    .peek(this::requireKnown)
                    .filter(_ -> wanted.test(number.getAndIncrement()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
