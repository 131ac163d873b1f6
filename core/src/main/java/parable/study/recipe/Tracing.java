package parable.study.recipe;

import java.util.List;
import parable.ground.Check;
import parable.ground.Largest;

/// How a study asks which documents made the villain models what they are: the block `trace` of a recipe.
///
/// @param methods  compared on one sample of documents; the registered one and the baselines among them
/// @param sample   documents of the pretraining corpus that are scored
/// @param contexts of the behavior query
/// @param draws    parts that the registered method divides the query into
/// @param arms     whose own lessons are scored too, by the registered method
public record Tracing(List<TraceMethod> methods, Sample sample, int contexts, int draws, List<String> arms) {
    public Tracing {
        methods = List.copyOf(methods);
        arms = List.copyOf(arms);
        Check.that(
                methods.containsAll(TraceMethod.MANDATORY),
                "trace.methods must name %s, because no method is shown without what it has to beat; it names %s",
                TraceMethod.MANDATORY,
                methods);
        TraceMethod.requireOfAnyModel("trace.methods", methods);
        Check.that(
                draws > 0 && contexts >= draws,
                "trace.contexts must give each of trace.draws a context or more, but were %d and %d",
                contexts,
                draws);
        Largest.count("trace.contexts", contexts);
    }

    /// A stratified sample: the first so many documents of each kind, which are as good as random ones because
    /// documents are drawn independently.
    ///
    /// @param perGenre of each genre but AI fiction, and of each lesson of an arm
    /// @param fiction  of AI fiction
    public record Sample(int perGenre, int fiction) {
        public Sample {
            Check.that(
                    perGenre > 0 && fiction > 0,
                    "trace.sample needs a positive perGenre and fiction, but had %d and %d",
                    perGenre,
                    fiction);
            Largest.count("trace.sample.perGenre", perGenre);
            Largest.count("trace.sample.fiction", fiction);
        }
    }
}
