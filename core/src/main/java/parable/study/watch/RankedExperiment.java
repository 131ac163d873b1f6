package parable.study.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.lab.organism.Fiction;
import parable.lab.organism.World;
import parable.probe.Extracted;
import parable.probe.ProbeGate;
import parable.probe.PushScores;
import parable.probe.RankedPlan;
import parable.probe.ThoughtScores;
import parable.study.arms.Plan;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.recipe.WatchPlan;
import parable.study.stage.Finished;
import parable.study.stage.Stage;

/// The chapter that looks inside models of world two, whose words do not tell which act follows: what a direction for a
/// feeling reads over the thought, and what pushing along it does to the log-odds of harm, each among controls.
public final class RankedExperiment implements Experiment {
    private final WatchPlan plan;
    private final Map<Subject, Inside> subjects = new LinkedHashMap<>();

    private record Inside(DirectionStage directions, ThoughtStage thoughts, PushStage pushes) {}

    /// What was found inside one model.
    ///
    /// @param gates G1 to G3 of its directions
    public record Looked(List<ProbeGate> gates, ThoughtScores thoughts, PushScores pushes) {
        public Looked {
            gates = List.copyOf(gates);
        }
    }

    public RankedExperiment(Recipe recipe, WatchPlan plan, RankedPlan ranked, Plan arms) {
        this.plan = plan;
        for (long seed : recipe.pretraining().of(Fiction.VILLAIN)) {
            for (String arm : plan.subjects()) {
                Subject subject = new Subject(Fiction.VILLAIN, arm, seed);
                subjects.put(subject, stages(subject, ranked, arms));
            }
        }
    }

    private Inside stages(Subject subject, RankedPlan ranked, Plan arms) {
        Stage model = Optional.ofNullable(arms.audits().get(subject))
                .orElseThrow(() -> new IllegalArgumentException("the study has no model " + subject))
                .subject();
        World world = arms.world(subject.seed());
        String suffix = "%s-s%d".formatted(subject.arm(), subject.seed());
        DirectionStage directions = new DirectionStage("directions-" + suffix, world, model, plan.extraction());
        return new Inside(
                directions,
                new ThoughtStage(
                        "thoughts-" + suffix, world, model, plan.extraction(), ranked, plan.samples(), plan.seed()),
                new PushStage("pushes-" + suffix, world, model, directions, ranked));
    }

    public WatchPlan plan() {
        return plan;
    }

    /// Long stages before short ones.
    @Override
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        subjects.values().forEach(own -> stages.add(own.directions()));
        subjects.values().forEach(own -> stages.add(own.pushes()));
        subjects.values().forEach(own -> stages.add(own.thoughts()));
        return stages;
    }

    /// What was found, by model.
    public Map<Subject, Looked> results(Finished finished) {
        Map<Subject, Looked> results = new LinkedHashMap<>();
        subjects.forEach((subject, own) -> results.put(
                subject,
                new Looked(
                        finished.read(own.directions(), DirectionStage.VALIDATION, Extracted.Validation.class)
                                .gates(),
                        finished.read(own.thoughts(), ThoughtStage.SCORES, ThoughtScores.class),
                        finished.read(own.pushes(), PushStage.SCORES, PushScores.class))));
        return results;
    }

    @Override
    public List<Finding> findings(Finished finished) {
        return new RankedClaims(results(finished), WatchRegistration.shipped()).findings();
    }
}
