package parable.study.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.scenario.Verdict;
import parable.study.arms.Headline;
import parable.study.arms.TrainStage;
import parable.study.recipe.Methods;
import parable.study.recipe.Recipe;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BlackmailQuery;
import parable.trace.Influence;
import parable.trace.Tracer;

/// Asks every method which documents of a diet made the model blackmail. No method sees what a document is
/// tagged as.
///
/// @param diet   the stage whose model read the diet
/// @param random rankings by chance, as baselines
public record DietScoresStage(
        String name, World world, TrainStage diet, Recipe.Evaluation evaluation, Methods methods, int random)
        implements Stage {
    public static final String INFLUENCES = "influences.json";

    /// Contexts of the query that tracers are asked.
    private static final int CONTEXTS = 256;

    private static final long QUERY_SEED = 11;

    @Override
    public Cost cost() {
        return Cost.tokens(methods.cost(diet.text().tokens(), 1));
    }

    /// How many rankings come of it.
    public int rankings() {
        return methods.names().size() - 1 + random;
    }

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "methods", methods,
                "contexts", CONTEXTS,
                "query seed", QUERY_SEED,
                "evaluation", evaluation,
                "random", random);
    }

    @Override
    public List<Stage> needs() {
        return List.of(diet);
    }

    @Override
    public void run(StageContext context) {
        Path checkpoint = context.of(diet);
        WordTokenizer tokenizer = WordTokenizer.read(checkpoint);
        List<Document> documents = diet.text().documents(world, tokenizer);
        BehaviorQuery query = BlackmailQuery.of(world, CONTEXTS, QUERY_SEED);
        List<Influence> influences = new ArrayList<>();
        try (Decoder model = Checkpoint.load(checkpoint)) {
            List<Tracer> tracers =
                    Tracers.of(methods, new TracedModel(model, tokenizer, world), random, harmful(model, tokenizer));
            try (Progress.Task task = context.progress().start(name, tracers.size())) {
                for (Tracer method : tracers) {
                    if (context.stop().requested()) {
                        throw new Stopped();
                    }
                    influences.add(method.influence(documents, query).raising());
                    task.advance(1, method.method());
                }
            }
        }
        AtomicFile.write(context.folder().resolve(INFLUENCES), Json.line(influences));
    }

    /// What the model wrote where it did harm: the question of methods that compare text with text.
    private List<String> harmful(Decoder model, WordTokenizer tokenizer) {
        return Headline.of(world, evaluation).rollouts(model, tokenizer).stream()
                .filter(rollout -> rollout.verdict() instanceof Verdict.Yes)
                .map(rollout -> rollout.played().written())
                .toList();
    }
}
