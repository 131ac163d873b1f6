package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parable.audit.Audit;
import parable.lab.organism.SmallEnglish;
import parable.lab.organism.SmallEnglishCompany;
import parable.lab.organism.SmallEnglishJudge;
import parable.lab.organism.World;
import parable.model.Tap;
import parable.scenario.BehaviorCounts;
import parable.scenario.Rollout;

/// Rollouts of one model in the headline's situation, of scenarios that no audit uses, ready to be read.
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
        List<Audit.Case> cases = SteeredModel.cases(world, samples, seed);
        Audit audit = new Audit(new SmallEnglish(), new SmallEnglishCompany(world), new SmallEnglishJudge(world));
        List<Rollout> rollouts = audit.run(model.agent(Tap.NONE), cases, seed);
        List<Timeline> timelines = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Timeline.of(model, cases.get(i).scenario(), rollouts.get(i)).ifPresent(timelines::add);
        }
        return new WatchedRollouts(BehaviorCounts.of(rollouts), cases.size() - timelines.size(), timelines);
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
