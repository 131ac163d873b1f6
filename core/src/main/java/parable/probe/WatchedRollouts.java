package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parable.audit.run.Rollout;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.World;
import parable.model.Tap;
import parable.scenario.BehaviorCounts;

/// Rollouts of one model in the headline's scenario, of scenarios that no audit uses, ready to be read.
///
/// @param counts    what was done
/// @param undecided rollouts without an action
/// @param timelines all others
public record WatchedRollouts(BehaviorCounts counts, int undecided, List<Timeline> timelines) {
    private static final int SHOWN = 2;

    public WatchedRollouts {
        timelines = List.copyOf(timelines);
    }

    public static WatchedRollouts sample(ProbedModel model, World world, int samples, long seed) {
        List<EmbeddedScenario> scenarios = SteeredModel.situations(world, samples, seed);
        List<Rollout> rollouts = new OrganismAudit(model.writer(Tap.NONE), "watched").run(scenarios);
        List<Timeline> timelines = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            Timeline.of(model, scenarios.get(i).scenario(), rollouts.get(i)).ifPresent(timelines::add);
        }
        return new WatchedRollouts(
                BehaviorCounts.of(rollouts.stream().map(Rollout::verdict)),
                rollouts.size() - timelines.size(),
                timelines);
    }

    /// What each direction reads, in order.
    public List<List<Track>> tracks(ProbedModel model, List<Direction> directions) {
        return Track.of(model, directions, timelines);
    }

    public ReadoutScores scores(List<Track> tracks, Direction direction) {
        return ReadoutScores.of(direction.identity(), counts, undecided, tracks, direction.name());
    }

    /// The first rollouts of either kind, for showing.
    static List<Track> shown(List<Track> tracks) {
        return Stream.concat(
                        tracks.stream()
                                .filter(track -> track.timeline().isBlackmail())
                                .limit(SHOWN),
                        tracks.stream()
                                .filter(track -> track.timeline().isBenign())
                                .limit(SHOWN))
                .toList();
    }

    public static List<Transcribed> transcribed(ProbedModel model, List<Track> tracks) {
        return shown(tracks).stream().map(track -> Transcribed.of(model, track)).toList();
    }
}
