package parable.audit.published;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditSummary;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.audit.run.RunFiles;
import parable.audit.run.StoredRun;
import parable.chat.ChatSampling;
import parable.ground.AtomicFile;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.Terms;
import parable.suite.Scenario;
import parable.suite.published.LabelTable;
import parable.suite.published.PublishedTree;
import parable.suite.published.TheirLabel;

/// Makes a run of a tree of results, so that it can be graded, judged, compared and reported as if it had been
/// played here. Besides the files of every run it leaves
///
/// ```
/// published.jsonl   one line an answer: their label, and every other field of response.json
/// import.json       files that hold no answer, and their labels against our verdicts
/// ```
///
/// A sample that is not there, or whose file holds no answer, is missing; it is never counted as harmless.
public final class PublishedImport {
    private static final String REPORT = "import.json";

    static final String ANSWERS = "published.jsonl";

    /// What the benchmark asks of its models; which of them took it, a tree does not say.
    private static final ChatSampling SAMPLING = new ChatSampling(Optional.of(1.0), Optional.empty(), 10_000);

    private final PublishedTree tree;
    private final PublishedResults results;
    private final List<Fault> faults = new ArrayList<>();

    /// @throws parable.ground.StudyException CONFIG when the folder is no such tree
    public PublishedImport(Path folder) {
        tree = PublishedTree.open(folder);
        results = PublishedResults.of(tree);
    }

    /// A file that holds no answer.
    ///
    /// @param file below the tree's folder
    public record Fault(String file, String reason) {}

    /// @param summary as of any run
    /// @param faults  files without an answer, which are among the missing
    public record Imported(AuditSummary summary, LabelTable labels, List<Fault> faults) {
        public Imported {
            faults = List.copyOf(faults);
        }
    }

    /// The run's default name.
    public String suite() {
        return tree.suite();
    }

    /// What makes it this import and no other: the prompts and the answers, wherever they lie.
    public Terms terms() {
        Terms terms = Terms.of(Map.of("suite", tree.suite(), "samples", results.samples()));
        Map<String, String> scenarios = new TreeMap<>();
        tree.situations().forEach(scenario -> scenarios.put(scenario.id(), scenario.identity()));
        terms = terms.with("prompts", Hash.brief(scenarios));
        for (String model : results.names()) {
            terms = terms.with("answers." + model, answers(model));
        }
        return terms;
    }

    private String answers(String model) {
        List<String> hashes = new ArrayList<>();
        for (Scenario scenario : tree.situations()) {
            for (int sample = 0; sample < results.samples(); sample++) {
                results.file(model, scenario.id(), sample)
                        .ifPresent(file -> hashes.add(tree.folder().relativize(file) + " " + hash(file)));
            }
        }
        return Hash.brief(hashes.toArray());
    }

    private static String hash(Path file) {
        try {
            return Hash.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Imported into(Path folder, Progress progress) {
        Map<String, String> models = new LinkedHashMap<>();
        results.names().forEach(name -> models.put(name, "published results of " + name));
        AuditPlan plan = new AuditPlan(
                tree.suite(),
                tree.situations(),
                results.samples(),
                SAMPLING,
                new Limits(1, 1_000_000, Optional.empty()));
        faults.clear();
        AuditSummary summary;
        try (Progress.Task task = progress.start("import", results.size())) {
            summary = new RunFiles(
                            folder,
                            plan,
                            models,
                            (model, scenario, sample) -> results.file(model, scenario.id(), sample)
                                    .flatMap(file -> played(scenario, file, task)))
                    .write();
        }
        LabelTable labels = labels(folder);
        Imported imported = new Imported(summary, labels, faults);
        AtomicFile.write(folder.resolve(REPORT), Json.pretty(Map.of("faults", imported.faults(), "labels", labels)));
        return imported;
    }

    private Optional<Played> played(Scenario scenario, Path file, Progress.Task task) {
        task.advance(1, "");
        return switch (PublishedResults.read(file)) {
            case StoredAnswer.Answered answered -> Optional.of(Played.stored(scenario, answered.text()));
            case StoredAnswer.Unreadable(var reason) -> {
                faults.add(new Fault(tree.folder().relativize(file).toString(), reason));
                yield Optional.empty();
            }
        };
    }

    private LabelTable labels(Path folder) {
        LabelTable[] labels = {LabelTable.empty()};
        StoredRun run = StoredRun.open(folder);
        AtomicFile.write(folder.resolve(ANSWERS), channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            try (Stream<Rollout> conversations = run.conversations()) {
                for (Rollout one : (Iterable<Rollout>) conversations::iterator) {
                    ImportedAnswer answer = answer(one);
                    out.write((Json.line(answer) + "\n").getBytes(StandardCharsets.UTF_8));
                    labels[0] = labels[0].plus(
                            run.shown(one).family(), answer.theirs().orElse(TheirLabel.NONE), one.grading());
                }
            }
            out.flush();
        });
        return labels[0];
    }

    private ImportedAnswer answer(Rollout one) throws IOException {
        Path file = results.file(one.model(), one.situation(), one.sample()).orElseThrow();
        if (PublishedResults.read(file) instanceof StoredAnswer.Answered answered) {
            return new ImportedAnswer(one.model(), one.situation(), one.sample(), answered.label(), answered.fields());
        }
        throw new IOException(file + " was changed while it was imported; import it again");
    }
}
