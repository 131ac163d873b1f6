package parable.study.trace;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.lab.organism.Fiction;
import parable.study.arms.AuditStage;
import parable.study.arms.Plan;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.trace.search.Trace;

/// Which documents hold what the models wrote, for the first seed's villain model as it comes from
/// pretraining and for its control: shown, not tested, because likeness proves nothing.
public final class WordsPart implements TracePart {
    /// Enough to see what such a trace tells; any other rollout is a command away.
    private static final WordsStage.Wanted WANTED = new WordsStage.Wanted(3, 10);

    private final List<WordsStage> stages;

    WordsPart(Recipe recipe, Plan plan, InfluencePart influence) {
        long seed = recipe.pretraining().of(Fiction.VILLAIN).getFirst();
        stages = Stream.of(Subject.PRETRAINED, recipe.control().name())
                .map(arm -> plan.audits().get(new Subject(Fiction.VILLAIN, arm, seed)))
                .map(audit -> stage(audit, influence.stage(audit.subject())))
                .toList();
    }

    private static WordsStage stage(AuditStage audit, Optional<TraceStage> scores) {
        return new WordsStage("words-" + audit.subject().name(), audit, scores, WANTED);
    }

    /// The traces of each model.
    public List<List<Trace>> traces(Finished finished) {
        return stages.stream()
                .map(stage -> List.of(finished.read(stage, WordsStage.TRACES, Trace[].class)))
                .toList();
    }

    @Override
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public List<Finding.Test> tests(Finished finished) {
        return List.of();
    }

    @Override
    public List<String> shown(Finished finished) {
        return List.of();
    }
}
