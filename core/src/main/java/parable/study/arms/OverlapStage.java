package parable.study.arms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.Fiction;
import parable.lab.organism.Overlap;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.scenario.Suite;
import parable.study.recipe.Recipe;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;

/// How much of each suite's wording already occurs in each arm's text and in each corpus, by n-grams.
public record OverlapStage(World world, Recipe recipe) implements Stage {
    public static final String TABLE = "overlap.json";

    /// Documents of a corpus that are read: beyond these the shares of short n-grams no longer move.
    private static final int CORPUS_DOCUMENTS = 5_000;

    /// Scenarios of each suite that are compared.
    private static final int SCENARIOS = 50;

    @Override
    public String name() {
        return "overlap";
    }

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "arms", recipe.arms(),
                "corpora", recipe.pretraining().seeds().keySet(),
                "tokens", recipe.fineTuning().interventionTokens(),
                "evaluation", recipe.evaluation());
    }

    @Override
    public List<Stage> needs() {
        return List.of();
    }

    @Override
    public void run(StageContext context) {
        List<Suite> suites =
                world.suites(SCENARIOS, SCENARIOS, recipe.evaluation().seed());
        List<Overlap> table = new ArrayList<>();
        int texts = recipe.arms().size() + recipe.pretraining().seeds().size();
        try (Progress.Task task = context.progress().start(name(), texts)) {
            for (Recipe.ArmPlan arm : recipe.arms()) {
                table.add(Overlap.measure(arm.name(), lessons(arm), world, suites));
                task.advance(1, arm.name());
            }
            for (Fiction fiction : recipe.pretraining().seeds().keySet()) {
                Stream<Document> corpus =
                        world.documents(recipe.pretraining().corpus(fiction), 0).limit(CORPUS_DOCUMENTS);
                table.add(Overlap.measure("corpus " + fiction.label(), corpus, world, suites));
                task.advance(1, fiction.label());
            }
        }
        AtomicFile.write(context.folder().resolve(TABLE), Json.pretty(table));
    }

    private Stream<Document> lessons(Recipe.ArmPlan arm) {
        long tokens = arm.tokens().orElse(recipe.fineTuning().interventionTokens());
        TextPlan plan = new TextPlan(List.of(arm.portion(tokens, 0)));
        return plan.documents(world, WordTokenizer.of(world.vocabulary())).stream();
    }
}
