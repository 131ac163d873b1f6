package parable.study.watch;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.World;
import parable.probe.Direction;
import parable.probe.Directions;
import parable.probe.ProbedModel;
import parable.probe.ReadoutScores;
import parable.probe.Track;
import parable.probe.Transcribed;
import parable.probe.WatchedRollouts;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Samples rollouts of one model and reads them with its own direction and with the control's: some seconds.
///
/// @param own     directions made in this model
/// @param control directions made in the control of the same seed; the same stage for the control itself
record ReadoutStage(
        String name, World world, Stage subject, DirectionStage own, DirectionStage control, int samples, long seed)
        implements Stage {
    static final String SCORES = "readout.json";

    /// @param own         by the model's own direction
    /// @param control     by the direction of the control of the same seed
    /// @param transcripts a few rollouts with the own direction's readings
    record Output(ReadoutScores own, ReadoutScores control, List<Transcribed> transcripts) {
        Output {
            transcripts = List.copyOf(transcripts);
        }
    }

    @Override
    public Object inputs() {
        return Map.of("world", world.identity(), "samples", samples, "seed", seed);
    }

    @Override
    public List<Stage> needs() {
        return Stream.<Stage>of(subject, own, control).distinct().toList();
    }

    @Override
    public Cost cost() {
        return Cost.rollouts(samples);
    }

    @Override
    public void run(StageContext context) {
        try (ProbedModel model = ProbedModel.open(context.of(subject));
                Progress.Task task = context.progress().start(name, samples)) {
            Direction mine = direction(context, own, model), first = direction(context, control, model);
            WatchedRollouts rollouts = WatchedRollouts.sample(model, world, samples, seed);
            List<List<Track>> tracks = rollouts.tracks(model, List.of(mine, first));
            Output output = new Output(
                    rollouts.scores(tracks.getFirst(), mine),
                    rollouts.scores(tracks.getLast(), first),
                    WatchedRollouts.transcribed(model, tracks.getFirst()));
            AtomicFile.write(context.folder().resolve(SCORES), Json.pretty(output));
            task.advance(samples, "");
        }
    }

    private static Direction direction(StageContext context, DirectionStage stage, ProbedModel model) {
        Directions made = Directions.load(context.of(stage), model.decoder().config());
        return made.reading(stage.extraction().emotion());
    }
}
