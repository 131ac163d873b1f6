package parable.study.trace;

import java.util.List;
import java.util.stream.Stream;
import parable.study.arms.Plan;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.recipe.Tracing;
import parable.study.stage.Finished;
import parable.study.stage.Stage;

/// Which text made the villain models what they are: claim C11, its first half. Several ways of tracing stand
/// in it side by side.
public final class TraceExperiment implements Experiment {
    private final InfluencePart influence;
    private final WordsPart words;
    private final List<TracePart> parts;

    public TraceExperiment(Recipe recipe, Tracing tracing, Plan plan) {
        influence = new InfluencePart(recipe, tracing, plan);
        words = new WordsPart(recipe, plan, influence);
        parts = List.of(influence, words);
    }

    /// What documents do, by gradients and finite steps.
    public InfluencePart influence() {
        return influence;
    }

    /// Which documents hold what some models wrote.
    public WordsPart words() {
        return words;
    }

    @Override
    public List<Stage> stages() {
        return parts.stream().flatMap(part -> part.stages().stream()).toList();
    }

    @Override
    public List<Finding> findings(Finished finished) {
        List<Finding.Test> tests =
                parts.stream().flatMap(part -> part.tests(finished).stream()).toList();
        Stream<String> shown = parts.stream().flatMap(part -> part.shown(finished).stream());
        return List.of(new Finding(
                "C11a",
                "The behavior is traceable to identifiable text.",
                "area under the curve with which the registered method, unlearning, ranks the corpus's AI fiction above its"
                        + " other text, minus that of the lexical contrast, which counts words and reads no model,"
                        + " paired by seed, 95 % interval above 0",
                Finding.verdict(tests),
                tests,
                shown.toList()));
    }
}
