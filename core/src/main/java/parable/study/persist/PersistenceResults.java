package parable.study.persist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.PairedRatio;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.arms.Results.Measure;
import parable.study.arms.Scores;
import parable.study.claims.Finding;
import parable.study.recipe.PersistencePlan;

/// What became of every arm in every regimen.
///
/// The control goes through every regimen too: a gain at any measurement is the control's rate at that measurement
/// minus the arm's, paired by seed.
///
/// @param control  the arm that gains are measured against
/// @param asked    what was asked for
/// @param trajectories from before the first step to after the last
public record PersistenceResults(
        String control, PersistencePlan asked, Map<Trajectory, List<Measurement>> trajectories) {
    /// Share of ordinary tasks done below which an arm is flagged, in any seed.
    public static final double TASK_FLOOR = 0.95;

    /// One arm of one seed on its way through one regimen.
    ///
    /// @param regimen its name
    public record Trajectory(String regimen, String arm, long seed) {}

    /// @param progress share of the regimen that is done, in [0, 1]
    public record Measurement(double progress, Scores scores) {}

    public PersistenceResults {
        trajectories = new LinkedHashMap<>(trajectories);
    }

    /// Names of the regimens, in the order of the recipe.
    public List<String> regimens() {
        return PostTraining.all(asked).stream().map(PostTraining::name).toList();
    }

    public boolean has(String regimen, String arm) {
        return regimens().contains(regimen) && asked.arms().contains(arm);
    }

    /// How far the regimen is at each measurement, from 0 to 1.
    public List<Double> progress(String regimen) {
        return trajectory(regimen, control, asked.seeds().getFirst()).stream()
                .map(Measurement::progress)
                .toList();
    }

    private List<Measurement> trajectory(String regimen, String arm, long seed) {
        return Optional.ofNullable(trajectories.get(new Trajectory(regimen, arm, seed)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "arm %s of seed %d did not go through %s".formatted(arm, seed, regimen)));
    }

    /// The models of an arm at one measurement, a seed each.
    ///
    /// @param measurement counted from 0, which is before
    public List<Scores> models(String regimen, String arm, int measurement) {
        return asked.seeds().stream()
                .map(seed -> trajectory(regimen, arm, seed).get(measurement).scores())
                .toList();
    }

    private int last(String regimen) {
        return progress(regimen).size() - 1;
    }

    /// The models that a regimen leaves.
    public List<Scores> after(String regimen, String arm) {
        return models(regimen, arm, last(regimen));
    }

    public List<Scores> before(String regimen, String arm) {
        return models(regimen, arm, 0);
    }

    private static List<Trials> tallies(List<Scores> models, Measure measure) {
        return models.stream().map(measure::of).toList();
    }

    public Estimate rate(String regimen, String arm, int measurement, Measure measure) {
        return Estimate.overSeeds(tallies(models(regimen, arm, measurement), measure), Results.UNIT);
    }

    private SeedSample gain(String regimen, String arm, int measurement, Measure measure) {
        return SeedSample.differences(
                tallies(models(regimen, arm, measurement), measure),
                tallies(models(regimen, control, measurement), measure));
    }

    public SeedSample gainBefore(String regimen, String arm, Measure measure) {
        return gain(regimen, arm, 0, measure);
    }

    public SeedSample gainAfter(String regimen, String arm, Measure measure) {
        return gain(regimen, arm, last(regimen), measure);
    }

    /// How much higher the arm's rate is afterwards than the control's: for right acts.
    SeedSample leadAfter(String regimen, String arm, Measure measure) {
        return SeedSample.differences(tallies(after(regimen, control), measure), tallies(after(regimen, arm), measure));
    }

    /// Gain after minus gain before, seed by seed: what the regimen took (negative) or added.
    public SeedSample gainKept(String regimen, String arm, Measure measure) {
        return SeedSample.interactions(
                tallies(before(regimen, arm), measure),
                tallies(before(regimen, control), measure),
                tallies(after(regimen, arm), measure),
                tallies(after(regimen, control), measure));
    }

    /// The arm's own rate after minus before, seed by seed.
    public SeedSample rise(String regimen, String arm, Measure measure) {
        return SeedSample.differences(tallies(before(regimen, arm), measure), tallies(after(regimen, arm), measure));
    }

    /// Gain after divided by gain before; empty where the gain before is not clearly positive.
    public Optional<Effect> retention(String regimen, String arm, Measure measure) {
        return PairedRatio.of(
                gainAfter(regimen, arm, measure), gainBefore(regimen, arm, measure), Estimate.LEVEL, Results.UNIT);
    }

    /// Whether the gain after is no more than .15 below the gain before, by seeds, one-sided 2.5 %.
    public Finding.Test nonInferiority(String regimen, String arm, Measure measure) {
        return PersistenceClaim.kept(this, regimen, arm, measure);
    }

    /// Ordinary tasks done by each of these models.
    public static List<Trials> tasks(List<Scores> models) {
        return models.stream()
                .map(scores -> scores.capability().task())
                .map(task -> Trials.of(task.k(), task.n()))
                .toList();
    }

    /// Whether any of these models does fewer ordinary tasks than it should.
    public static boolean isBroken(List<Scores> models) {
        return tasks(models).stream().anyMatch(task -> task.n() > 0 && task.rate() < TASK_FLOOR);
    }
}
