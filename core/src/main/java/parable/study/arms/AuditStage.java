package parable.study.arms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import parable.audit.run.AuditPlan;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.audit.run.RunFiles;
import parable.ground.AtomicFile;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.OrganismModel;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.recipe.Recipe;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.tensor.Engine;
import parable.text.WordTokenizer;

/// Runs one model through every suite and capability test. Its folder is an audit run ([parable.audit.run.StoredRun])
/// together with the scores.
///
/// What came of each scenario is journalled, so a kill costs at most the batch in flight.
///
/// @param subject the stage whose checkpoint is audited
/// @param model   what its rollouts call it, such as `everything/s11`
/// @param swaps   whether forced thoughts are part of the audit
public record AuditStage(
        String name, World world, Stage subject, String model, Recipe.Evaluation evaluation, boolean swaps)
        implements Stage {

    public static final String SCORES = "scores.json";
    private static final String JOURNAL = "outcomes.journal";
    /// Where a former version kept what it had not finished.
    private static final String FORMER_JOURNAL = "rollouts.journal";

    /// Rollouts a journal record holds: a few batches.
    private static final int CHUNK = 256;

    @Override
    public Object inputs() {
        return Map.of("world", world.identity(), "evaluation", evaluation, "swaps", swaps);
    }

    @Override
    public List<Stage> needs() {
        return List.of(subject);
    }

    @Override
    public Cost cost() {
        return Cost.rollouts(EvaluationSuite.of(world, evaluation, swaps).size() + evaluation.chatQuestions());
    }

    @Override
    public void run(StageContext context) {
        List<EmbeddedScenario> scenarios = EvaluationSuite.of(world, evaluation, swaps);
        Path checkpoint = context.of(subject), folder = context.folder();
        WordTokenizer tokenizer = WordTokenizer.read(checkpoint);
        try (Decoder decoder = Checkpoint.load(checkpoint)) {
            List<Played> played = played(context, scenarios, new OrganismWriter(decoder, tokenizer));
            List<Rollout> rollouts = written(folder, scenarios, played, OrganismModel.identity(checkpoint));
            Scores scores = Scoring.of(world, Outcome.of(scenarios, rollouts), decoder, tokenizer, evaluation);
            AtomicFile.write(folder.resolve(SCORES), Json.pretty(scores));
            Files.deleteIfExists(folder.resolve(JOURNAL));
            Files.deleteIfExists(folder.resolve(FORMER_JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Leaves the audit's files.
    ///
    /// @return each conversation, graded once, in the order of the scenarios
    private List<Rollout> written(Path folder, List<EmbeddedScenario> scenarios, List<Played> played, String identity) {
        AuditPlan plan = new AuditPlan(
                EmbeddedScenario.SUITE, List.copyOf(scenarios), 1, EmbeddedScenario.SAMPLING, Limits.USUAL);
        Map<String, Played> bySituation = new HashMap<>();
        for (int i = 0; i < played.size(); i++) {
            bySituation.put(scenarios.get(i).id(), played.get(i));
        }
        List<Rollout> rollouts = new ArrayList<>();
        new RunFiles(
                        folder,
                        plan,
                        Map.of(model, identity),
                        Map.of(model, List.of(Engine.kernels())),
                        (_, scenario, _) -> Optional.ofNullable(bySituation.get(scenario.id())))
                .write(rollouts::add);
        return rollouts;
    }

    /// In the order of the scenarios. They are sampled in the order of their prompts' lengths, which fills
    /// batches.
    private List<Played> played(StageContext context, List<EmbeddedScenario> scenarios, OrganismWriter writer) {
        OrganismAudit audit = new OrganismAudit(writer, model);
        List<Integer> order = IntStream.range(0, scenarios.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> scenarios.get(i).words()))
                .toList();
        Played[] played = new Played[scenarios.size()];
        try (Journal journal = Journal.open(context.folder().resolve(JOURNAL));
                Progress.Task task = context.progress().start(name, played.length)) {
            int done = 0;
            for (Played[] record : journal.records(Played[].class)) {
                done = keep(played, order, done, List.of(record));
            }
            task.advance(done, "");
            while (done < order.size()) {
                if (context.stop().requested()) {
                    throw new Stopped();
                }
                List<Integer> chunk = order.subList(done, Math.min(done + CHUNK, order.size()));
                List<Played> fresh =
                        audit.play(chunk.stream().map(scenarios::get).toList());
                journal.append(Json.mapper().writeValueAsBytes(fresh));
                done = keep(played, order, done, fresh);
                task.advance(fresh.size(), "");
            }
        }
        return List.of(played);
    }

    private static int keep(Played[] played, List<Integer> order, int done, List<Played> fresh) {
        for (Played one : fresh) {
            played[order.get(done++)] = one;
        }
        return done;
    }
}
