package parable.study.watch;

import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.EmotionTexts;
import parable.lab.organism.World;
import parable.probe.Extracted;
import parable.probe.Extraction;
import parable.probe.Extractor;
import parable.probe.ProbedModel;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Makes and validates the directions of one model: a second or two.
///
/// @param subject the stage whose checkpoint is looked into
record DirectionStage(String name, World world, Stage subject, Extraction extraction) implements Stage {
    static final String VALIDATION = "validation.json";

    /// Making the directions of one model takes as long as sampling so many rollouts: 1.5 s.
    private static final long ROLLOUTS = 300;

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "texts", EmotionTexts.of(world).identity(),
                "extraction", extraction);
    }

    @Override
    public List<Stage> needs() {
        return List.of(subject);
    }

    @Override
    public Cost cost() {
        return Cost.rollouts(ROLLOUTS);
    }

    @Override
    public void run(StageContext context) {
        try (ProbedModel model = ProbedModel.open(context.of(subject));
                Progress.Task task = context.progress().start(name, 1)) {
            Extracted extracted = new Extractor(model, world, extraction).extract();
            extracted.directions().save(context.folder());
            AtomicFile.write(context.folder().resolve(VALIDATION), Json.pretty(extracted.validation()));
            task.advance(1, "");
        }
    }
}
