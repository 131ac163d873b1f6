package parable.audit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import parable.ground.CorruptFileException;
import parable.ground.Hash;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A run as it lies on disk, for those who read it: judges, comparisons, gates, exports, reports. It is the audit of
/// one folder, or those of several models of a study together. Conversations are streamed, so memory does not grow
/// with their number. Immutable; the files are not locked.
public final class StoredRun {
    static final String HEADER = "audit.json";
    static final String SITUATIONS = "situations.jsonl";
    static final String TRANSCRIPTS = "transcripts.jsonl";
    static final String STOPPING = "stopping.json";

    private final Path folder;
    private final RunHeader header;
    private final Map<String, ShownScenario> scenarios;
    private final List<Part> parts;

    /// What one folder adds to the run.
    ///
    /// @param models those of the folder's that belong to the run
    record Part(AuditFolder files, Set<String> models) {
        static Part whole(AuditFolder files) {
            return new Part(files, files.header().models().keySet());
        }

        boolean isWhole() {
            return models.equals(files.header().models().keySet());
        }

        /// Must be closed.
        Stream<Rollout> rollouts() {
            return isWhole() ? files.rollouts() : files.rollouts().filter(one -> models.contains(one.model()));
        }
    }

    private StoredRun(Path folder, List<Part> parts) {
        this.folder = folder;
        this.parts = List.copyOf(parts);
        this.header = RunHeader.together(
                folder,
                parts.stream()
                        .map(part -> part.files().header().only(part.models()))
                        .toList());
        this.scenarios = Collections.unmodifiableMap(SharedScenarios.of(
                folder, parts.stream().map(part -> part.files().situations()).toList()));
    }

    /// @param folder of an audit, of a study's stage that is one, or of a study
    /// @throws StudyException CONFIG when the folder holds no audit
    public static StoredRun open(Path folder) {
        return StudyAudits.in(folder).map(study -> study.run("")).orElseGet(() -> ofOne(AuditFolder.read(folder)));
    }

    /// @param place   a run, and after `#` some of it: a model, or an arm of a study with all its seeds
    /// @param folders where the run of that name lies
    /// @throws StudyException CONFIG when there is no such run or no such part of it
    public static StoredRun open(String place, Function<String, Path> folders) {
        int hash = place.indexOf('#');
        if (hash < 0) {
            return open(folders.apply(place));
        }
        String name = place.substring(hash + 1);
        Path folder = folders.apply(place.substring(0, hash));
        Optional<StudyAudits> study = StudyAudits.in(folder);
        return study.isPresent()
                ? study.get().run(name)
                : ofOne(AuditFolder.read(folder)).only(name);
    }

    private static StoredRun ofOne(AuditFolder files) {
        return new StoredRun(files.path(), List.of(Part.whole(files)));
    }

    /// @param home   where judgments and pages of them lie; a single one has them in its own folder
    /// @param audits at least one
    static StoredRun together(Path home, List<AuditFolder> audits) {
        return audits.size() == 1
                ? ofOne(audits.getFirst())
                : new StoredRun(home, audits.stream().map(Part::whole).toList());
    }

    private StoredRun only(String model) {
        requireKnown(folder, model, header.models().keySet());
        return new StoredRun(folder, List.of(new Part(parts.getFirst().files(), Set.of(model))));
    }

    static void requireKnown(Path folder, String model, Collection<String> known) {
        if (!known.contains(model)) {
            throw new StudyException(
                    Category.CONFIG,
                    "Run %s has no model \"%s\". It has: %s. Did you mean \"%s\"?",
                    folder,
                    model,
                    String.join(", ", known),
                    Nearest.to(model, known).orElse("?"));
        }
    }

    /// Where judgments, labels and pages of it lie.
    public Path folder() {
        return folder;
    }

    /// Whether its models were audited each by itself, as a study audits them.
    public boolean isOfStudy() {
        return parts.size() > 1;
    }

    /// Its models one by one, each as a run of its own.
    List<StoredRun> models() {
        return parts.stream()
                .flatMap(part -> part.models().stream()
                        .map(model ->
                                new StoredRun(part.files().path(), List.of(new Part(part.files(), Set.of(model))))))
                .toList();
    }

    List<Part> parts() {
        return parts;
    }

    /// Hash of everything that was played in it and of the gradings: what a copy of the run shares with it.
    public String identity() {
        try {
            StringBuilder all = new StringBuilder();
            for (Part part : parts) {
                Path files = part.files().path();
                all.append(Hash.of(
                        Hash.ofFile(files.resolve(HEADER)),
                        Hash.ofFile(files.resolve(SITUATIONS)),
                        Hash.ofFile(files.resolve(TRANSCRIPTS))));
            }
            return parts.size() == 1 ? all.toString() : Hash.of(all.toString());
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
        return parts.stream().anyMatch(part -> part.files().mayHaveStoppedEarly());
    }

    /// By id, in the suite's order. Where the models of a study were shown different texts under one id, as each
    /// seed of world two has its own maxims, these are the first model's; [#situations(String)] has those of one.
    public Map<String, ShownScenario> situations() {
        return scenarios;
    }

    /// Those that the model was put through.
    public Map<String, ShownScenario> situations(String model) {
        return parts.stream()
                .filter(part -> part.models().contains(model))
                .findFirst()
                .map(part -> part.files().situations())
                .orElseGet(LinkedHashMap::new);
    }

    /// Hash of all that decided what the models were shown and how it was graded.
    public String scenarioIdentity() {
        return Hash.of(parts.stream()
                .flatMap(part -> part.files().situations().values().stream())
                .map(ShownScenario::identity)
                .distinct()
                .toList());
    }

    /// What the model of a rollout was shown.
    ///
    /// @throws StudyException CONFIG when the run has no such scenario
    public ShownScenario shown(Rollout one) {
        return situation(one.model(), one.situation());
    }

    /// @throws StudyException CONFIG when the run has no such scenario
    public ShownScenario situation(String id) {
        return found(scenarios, id);
    }

    /// @throws StudyException CONFIG when the model was put through no such scenario
    public ShownScenario situation(String model, String id) {
        return found(situations(model), id);
    }

    private ShownScenario found(Map<String, ShownScenario> among, String id) {
        ShownScenario found = among.get(id);
        if (found == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "Run %s has no situation \"%s\". Did you mean \"%s\"?",
                    folder,
                    id,
                    Nearest.to(id, among.keySet()).orElse("?"));
        }
        return found;
    }

    /// In the order of models, scenarios and samples; conversations that have not ended are missing. Must be
    /// closed.
    ///
    /// @throws CorruptFileException while they are read, where the file is cut; the audit's command rewrites it
    public Stream<Rollout> conversations() {
        return parts.size() == 1 ? parts.getFirst().rollouts() : parts.stream().flatMap(Part::rollouts);
    }

    /// Some of [#conversations()]. Must be closed.
    ///
    /// @param wanted asked about the number of each conversation, from 0, in order
    public Stream<Rollout> conversations(IntPredicate wanted) {
        AtomicInteger number = new AtomicInteger();
        return conversations().filter(_ -> wanted.test(number.getAndIncrement()));
    }
}
