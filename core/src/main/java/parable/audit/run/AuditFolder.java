package parable.audit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.OtherVersion;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The files that an audit has left in one folder. Immutable; the files are not locked.
///
/// @param situations by id, in the suite's order
record AuditFolder(Path path, RunHeader header, Map<String, ShownScenario> situations) {
    AuditFolder {
        situations = Collections.unmodifiableMap(new LinkedHashMap<>(situations));
    }

    /// @throws StudyException CONFIG when the folder holds no audit
    static AuditFolder read(Path folder) {
        requireFolder(folder);
        requireThisVersion(folder);
        for (String file : List.of(StoredRun.HEADER, StoredRun.SITUATIONS, StoredRun.TRANSCRIPTS)) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw missing(folder, file);
            }
        }
        Map<String, ShownScenario> situations = new LinkedHashMap<>();
        try (Stream<ShownScenario> shown = Json.readEach(folder.resolve(StoredRun.SITUATIONS), ShownScenario.class);
                Stream<RunHeader> header = Json.readEach(folder.resolve(StoredRun.HEADER), RunHeader.class)) {
            shown.forEach(situation -> situations.put(situation.situation(), situation));
            return new AuditFolder(folder, header.findFirst().orElseThrow(() -> corrupt(folder)), situations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isComplete(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFiles.SUMMARY));
    }

    private static StudyException missing(Path folder, String file) {
        Optional<String> audit = Nearest.to("audit-" + folder.getFileName(), beside(folder))
                .filter(_ -> Files.isRegularFile(folder.resolve("manifest.json")));
        return audit.map(stage -> new StudyException(
                        Category.CONFIG,
                        "%s is a stage of a study, but no audit: %s is missing. Name the audit of its model, such as %s.",
                        folder,
                        file,
                        folder.resolveSibling(stage)))
                .orElseGet(() -> new StudyException(
                        Category.CONFIG,
                        "%s holds no audit that has been written out: %s is missing. Name the folder of a run,"
                                + " such as runs/audit-smoke-NAME, or run its command again to finish it.",
                        folder,
                        file));
    }

    /// A study's audits once kept their rollouts in a form of their own.
    static void requireThisVersion(Path folder) {
        if (Files.exists(folder.resolve("rollouts.jsonl")) && !Files.exists(folder.resolve(StoredRun.TRANSCRIPTS))) {
            throw new StudyException(
                    Category.STORAGE,
                    "%s was made by another version, which kept what the model wrote in rollouts.jsonl. Delete the folders"
                            + " %s and run the study's command again: models that are trained stay.",
                    folder,
                    folder.resolveSibling("audit-*"));
        }
    }

    static void requireFolder(Path folder) {
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
            return all.filter(path -> Files.isRegularFile(path.resolve(StoredRun.HEADER)) || StudyAudits.isOne(path))
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            return List.of(); // only a hint
        }
    }

    private static CorruptFileException corrupt(Path folder) {
        return new CorruptFileException(
                folder.resolve(StoredRun.HEADER), "it is empty; run the audit's command again, which rewrites it");
    }

    Path transcripts() {
        return path.resolve(StoredRun.TRANSCRIPTS);
    }

    boolean mayHaveStoppedEarly() {
        return Files.exists(path.resolve(StoredRun.STOPPING));
    }

    /// Must be closed.
    Stream<Rollout> rollouts() {
        try {
            return Json.readEach(transcripts(), Rollout.class).peek(this::requireKnown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Other files of the run say which models and situations it has.
    void requireKnown(Rollout one) {
        if (!header.models().containsKey(one.model()) || !situations.containsKey(one.situation())) {
            throw OtherVersion.of(
                    transcripts(),
                    "",
                    "the run asked no model \"%s\" about a situation \"%s\"".formatted(one.model(), one.situation()));
        }
    }
}
