package parable.study.watch;

import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.EmotionTexts;
import parable.lab.organism.World;
import parable.probe.Extraction;
import parable.probe.ProbedModel;
import parable.probe.RankedPlan;
import parable.probe.ThoughtScores;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Samples rollouts of one model and reads their thoughts along its direction and along controls: some seconds.
record ThoughtStage(
        String name, World world, Stage subject, Extraction extraction, RankedPlan plan, int samples, long seed)
        implements Stage {
    static final String SCORES = "thoughts.json";

    /// Directions at every site, controls among them, take as long as so many rollouts.
    private static final long ROLLOUTS = 1_500;

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "texts", EmotionTexts.of(world).identity(),
                "extraction", extraction,
                "plan", plan,
                "samples", samples,
                "seed", seed);
    }

    @Override
    public List<Stage> needs() {
        return List.of(subject);
    }

    @Override
    public Cost cost() {
        return Cost.rollouts(ROLLOUTS + samples);
    }

    @Override
    public void run(StageContext context) {
        try (ProbedModel model = ProbedModel.open(context.of(subject));
                Progress.Task task = context.progress().start(name, 1)) {
            ThoughtScores scores = ThoughtScores.of(model, world, extraction, plan, samples, seed);
            AtomicFile.write(context.folder().resolve(SCORES), Json.pretty(scores));
            task.advance(1, "");
        }
    }
}
