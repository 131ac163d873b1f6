package parable.study.persist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.lab.organism.Fiction;
import parable.study.arms.AuditStage;
import parable.study.arms.Plan;
import parable.study.arms.Results;
import parable.study.arms.Scores;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.persist.PersistenceResults.Measurement;
import parable.study.persist.PersistenceResults.Trajectory;
import parable.study.recipe.PersistencePlan;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.stage.Finished;
import parable.study.stage.Stage;

/// Whether the effect of an arm's text survives further training: every regimen from every arm and seed, and the claim
/// that rests on them.
public final class PersistenceExperiment implements Experiment {
    private final Recipe recipe;
    private final PersistencePlan asked;
    private final Plan plan;
    private final Map<Trajectory, Stages> stages = new LinkedHashMap<>();

    /// @param before the audit of the arm as it was taught
    /// @param after  the audit of what the regimen made of it
    private record Stages(AuditStage before, AfterStage training, AuditStage after) {}

    public PersistenceExperiment(Recipe recipe, PersistencePlan asked, Plan plan) {
        this.recipe = recipe;
        this.asked = asked;
        this.plan = plan;
        for (PostTraining regimen : PostTraining.all(asked)) {
            for (long seed : asked.seeds()) {
                asked.arms().forEach(arm -> add(regimen, arm, seed));
            }
        }
    }

    private void add(PostTraining regimen, String arm, long seed) {
        AuditStage before = plan.audit(new Subject(Fiction.VILLAIN, arm, seed));
        long draws = recipe.evaluation().seed();
        AfterStage training = new AfterStage(
                regimen,
                arm,
                plan.world(seed),
                before.subject(),
                seed,
                asked.measuring().along().evaluation(draws),
                asked.measuring().points() - 1);
        AuditStage after = new AuditStage(
                "audit-" + training.name(),
                plan.world(seed),
                training,
                "after-%s-%s/s%d".formatted(regimen.name(), arm, seed),
                asked.measuring().end().evaluation(draws),
                false);
        stages.put(new Trajectory(regimen.name(), arm, seed), new Stages(before, training, after));
    }

    @Override
    public List<Stage> stages() {
        List<Stage> all = new ArrayList<>();
        stages.values().forEach(three -> all.add(three.training()));
        stages.values().forEach(three -> all.add(three.after()));
        return all;
    }

    @Override
    public List<Finding> findings(Finished finished) {
        return List.of(new PersistenceClaim(results(finished), Results.read(recipe, plan, finished)).finding());
    }

    /// Every measurement of every trajectory.
    public PersistenceResults results(Finished finished) {
        Map<Trajectory, List<Measurement>> trajectories = new LinkedHashMap<>();
        stages.forEach((trajectory, three) -> trajectories.put(trajectory, measurements(finished, three)));
        return new PersistenceResults(recipe.control().name(), asked, trajectories);
    }

    private static List<Measurement> measurements(Finished finished, Stages three) {
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(0, finished.read(three.before(), AuditStage.SCORES, Scores.class)));
        for (AfterStage.Point point : finished.read(three.training(), AfterStage.ALONG, AfterStage.Point[].class)) {
            measurements.add(new Measurement(point.step() / (double) point.steps(), point.scores()));
        }
        measurements.add(new Measurement(1, finished.read(three.after(), AuditStage.SCORES, Scores.class)));
        return measurements;
    }
}
