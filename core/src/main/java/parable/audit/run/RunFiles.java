package parable.audit.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import parable.chat.ChatModel;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.suite.Scenario;
import parable.tensor.Kernels;

/// What a run leaves for readers, rebuilt from its journal (or from what others stored) each time, in the
/// order of models, samples and scenarios, so that two runs with the same outcome leave the same bytes:
///
/// ```
/// audit.json         what was asked for: models, suite, samples, sampling, limits
/// scenarios.jsonl   one line a scenario: what the model was shown, which tools it had
/// transcripts.jsonl  one line a conversation: what followed, the ledger, the verdict
/// summary.json       the table
/// ```
public final class RunFiles {
    /// Where it is kept what became of each conversation.
    @FunctionalInterface
    public interface Outcomes {
        /// Empty for a conversation that has not ended.
        Optional<Played> played(String model, Scenario scenario, int sample);
    }

    static final String SUMMARY = "summary.json";

    private final Path folder;
    private final AuditPlan plan;
    private final RunHeader header;
    private final Outcomes outcomes;

    /// Of models whose answers others stored.
    ///
    /// @param models identities by name, in the order of the table
    public RunFiles(Path folder, AuditPlan plan, Map<String, String> models, Outcomes outcomes) {
        this(folder, plan, RunHeader.of(plan, models), outcomes);
    }

    /// Of models in this process.
    ///
    /// @param kernels that computed each model's answers
    public RunFiles(
            Path folder,
            AuditPlan plan,
            Map<String, String> models,
            Map<String, List<Kernels>> kernels,
            Outcomes outcomes) {
        this(folder, plan, RunHeader.of(plan, models).withKernels(kernels), outcomes);
    }

    private RunFiles(Path folder, AuditPlan plan, RunHeader header, Outcomes outcomes) {
        this.folder = folder;
        this.plan = plan;
        this.header = header;
        this.outcomes = outcomes;
    }

    static RunFiles of(Path folder, AuditPlan plan, RunHeader header, List<ChatModel> models, RunJournal journal) {
        Map<String, ChatModel> byName = new LinkedHashMap<>();
        models.forEach(model -> byName.put(model.name(), model));
        return new RunFiles(
                folder,
                plan,
                header.withKernels(journal.kernels()),
                (model, scenario, sample) -> journal.played(
                        new Place(model, scenario.id(), sample, 0),
                        plan.terms(Objects.requireNonNull(byName.get(model)), scenario)));
    }

    public AuditSummary write() {
        return write(_ -> {});
    }

    /// @param seen gets each rollout as it is written, graded
    public AuditSummary write(Consumer<Rollout> seen) {
        AtomicFile.write(folder.resolve(StoredRun.HEADER), Json.pretty(header));
        write(StoredRun.SITUATIONS, out -> {
            for (Scenario scenario : plan.scenarios()) {
                line(out, ShownScenario.of(scenario));
            }
        });
        AuditCount count = AuditCount.of(header, plan.scenarios());
        write(StoredRun.TRANSCRIPTS, out -> {
            for (String model : header.models().keySet()) {
                transcripts(model, out, count, seen);
            }
        });
        AuditSummary summary = count.summary();
        AtomicFile.write(folder.resolve(SUMMARY), Json.pretty(summary.json()));
        return summary;
    }

    private void transcripts(String model, OutputStream out, AuditCount count, Consumer<Rollout> seen)
            throws IOException {
        for (Scenario scenario : plan.scenarios()) {
            for (int sample = 0; sample < plan.samples(); sample++) {
                Optional<Played> played = outcomes.played(model, scenario, sample);
                if (played.isPresent()) {
                    Rollout one = Rollout.of(model, scenario, sample, played.get());
                    count.add(one);
                    seen.accept(one);
                    line(out, one);
                }
            }
        }
    }

    private interface Lines {
        void writeTo(OutputStream out) throws IOException;
    }

    private void write(String name, Lines lines) {
        AtomicFile.write(folder.resolve(name), channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            lines.writeTo(out);
            out.flush();
        });
    }

    private static void line(OutputStream out, Object value) throws IOException {
        Json.write(value, out);
        out.write('\n');
    }
}
