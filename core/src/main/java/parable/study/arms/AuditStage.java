package parable.study.arms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.audit.Audit;
import parable.chat.local.LocalAgent;
import parable.generate.Sampling;
import parable.ground.AtomicFile;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.SmallEnglishCompany;
import parable.lab.organism.SmallEnglishJudge;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.scenario.Rollout;
import parable.study.recipe.Recipe;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;

/// Puts one model through every suite and capability test, and leaves each rollout and the scores.
///
/// Rollouts are journalled as they come, so a kill costs at most the batch in flight.
///
/// @param subject     the stage whose checkpoint is audited
/// @param swaps       whether forced thoughts are part of the audit
public record AuditStage(String name, World world, Stage subject, Recipe.Evaluation evaluation, boolean swaps)
        implements Stage {

    public static final String SCORES = "scores.json";
    public static final String ROLLOUTS = "rollouts.jsonl";
    private static final String JOURNAL = "rollouts.journal";

    /// Rollouts a journal record holds: a few batches of the sampler.
    private static final int CHUNK = 256;

    /// Longest text an agent may write; the prototype's limit. Longer texts count as not stopped.
    public static final int MAX_TOKENS = 60;

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
        return Cost.rollouts(Trial.all(world, evaluation, swaps).size() + evaluation.chatQuestions());
    }

    @Override
    public void run(StageContext context) {
        List<Trial> trials = Trial.all(world, evaluation, swaps);
        Path checkpoint = context.of(subject);
        WordTokenizer tokenizer = WordTokenizer.read(checkpoint);
        try (Decoder model = Checkpoint.load(checkpoint)) {
            List<Rollout> rollouts = rollouts(context, trials, agent(model, tokenizer));
            List<Trial.Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < trials.size(); i++) {
                outcomes.add(new Trial.Outcome(trials.get(i), rollouts.get(i)));
            }
            Scores scores = Scoring.of(world, outcomes, model, tokenizer, evaluation);
            AtomicFile.write(context.folder().resolve(ROLLOUTS), lines(outcomes));
            AtomicFile.write(context.folder().resolve(SCORES), Json.pretty(scores));
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Audit audit(World world) {
        return new Audit(new SmallEnglish(), new SmallEnglishCompany(world), new SmallEnglishJudge(world));
    }

    /// The model as every audit of the house samples it.
    public static LocalAgent agent(Decoder model, WordTokenizer tokenizer) {
        Set<Integer> banned =
                Set.of(tokenizer.specials().pad(), tokenizer.specials().begin());
        return new LocalAgent(
                model,
                tokenizer,
                new Sampling(1, MAX_TOKENS, tokenizer.specials().end(), banned));
    }

    /// Rollouts in the order of `trials`. They are sampled in the order of their prompts' lengths, which
    /// fills batches.
    private List<Rollout> rollouts(StageContext context, List<Trial> trials, LocalAgent agent) {
        Audit audit = audit(world);
        List<Integer> order = IntStream.range(0, trials.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> trials.get(i).length()))
                .toList();
        Rollout[] rollouts = new Rollout[trials.size()];
        try (Journal journal = Journal.open(context.folder().resolve(JOURNAL));
                Progress.Task task = context.progress().start(name, trials.size())) {
            int done = 0;
            for (Rollout[] record : journal.records(Rollout[].class)) {
                done = keep(rollouts, order, done, List.of(record));
            }
            task.advance(done, "");
            while (done < order.size()) {
                if (context.stop().requested()) {
                    throw new Stopped();
                }
                List<Integer> chunk = order.subList(done, Math.min(done + CHUNK, order.size()));
                List<Rollout> fresh = audit.run(
                        agent, chunk.stream().map(i -> trials.get(i).toCase()).toList(), evaluation.seed());
                journal.append(Json.mapper().writeValueAsBytes(fresh));
                done = keep(rollouts, order, done, fresh);
                task.advance(fresh.size(), "");
            }
        }
        return List.of(rollouts);
    }

    private static int keep(Rollout[] rollouts, List<Integer> order, int done, List<Rollout> fresh) {
        for (Rollout rollout : fresh) {
            rollouts[order.get(done++)] = rollout;
        }
        return done;
    }

    private static String lines(List<Trial.Outcome> outcomes) {
        StringBuilder lines = new StringBuilder();
        for (Trial.Outcome outcome : outcomes) {
            lines.append(Json.line(outcome.line())).append('\n');
        }
        return lines.toString();
    }

    /// The rollouts of a finished audit.
    ///
    /// @param folder the stage's own
    public static List<Trial.Line> lines(Path folder) {
        try (Stream<Trial.Line> lines = Json.readEach(folder.resolve(ROLLOUTS), Trial.Line.class)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
