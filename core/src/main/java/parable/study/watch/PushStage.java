package parable.study.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.World;
import parable.probe.Directions;
import parable.probe.ProbedModel;
import parable.probe.PushScores;
import parable.probe.PushedOdds;
import parable.probe.RankedPlan;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Pushes one model along its direction and along controls, and measures the log-odds of harm: minutes. Directions are
/// journalled as they are done, so a kill costs at most the one in flight.
///
/// @param own directions made in this model
record PushStage(String name, World world, Stage subject, DirectionStage own, RankedPlan plan) implements Stage {
    static final String SCORES = "pushes.json";
    private static final String JOURNAL = "pushes.journal";

    /// Two continuations of one prompt, read under both senses of a push, take as long as sampling so many
    /// rollouts.
    private static final double ROLLOUTS_PER_PROMPT = 2.5;

    /// Feelings and shuffled labels.
    private static final int OTHERS = 11;

    @Override
    public Object inputs() {
        return Map.of("world", world.identity(), "plan", plan);
    }

    @Override
    public List<Stage> needs() {
        return List.of(subject, own);
    }

    @Override
    public Cost cost() {
        return Cost.rollouts(Math.round(ROLLOUTS_PER_PROMPT * (OTHERS + plan.randomDirections()) * plan.prompts()));
    }

    @Override
    public void run(StageContext context) {
        try (ProbedModel model = ProbedModel.open(context.of(subject))) {
            Directions directions =
                    Directions.load(context.of(own), model.decoder().config());
            PushedOdds odds = new PushedOdds(model, world, directions, own.extraction(), plan);
            PushScores scores = odds.scores(pushed(context, odds));
            AtomicFile.write(context.folder().resolve(SCORES), Json.pretty(scores));
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PushScores.BothWays> pushed(StageContext context, PushedOdds odds) {
        List<String> names = odds.names();
        List<PushScores.BothWays> done = new ArrayList<>();
        try (Journal journal = Journal.open(context.folder().resolve(JOURNAL));
                Progress.Task task = context.progress().start(name, names.size())) {
            done.addAll(journal.records(PushScores.BothWays.class));
            task.advance(done.size(), "");
            while (done.size() < names.size()) {
                if (context.stop().requested()) {
                    throw new Stopped();
                }
                PushScores.BothWays fresh = odds.push(names.get(done.size()));
                journal.append(Json.mapper().writeValueAsBytes(fresh));
                done.add(fresh);
                task.advance(1, "");
            }
        }
        return done;
    }
}
