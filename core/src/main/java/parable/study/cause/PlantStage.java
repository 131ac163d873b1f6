package parable.study.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.recipe.Causes;
import parable.study.recipe.Methods;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.study.trace.TracedModel;
import parable.study.trace.Tracers;
import parable.text.WordTokenizer;
import parable.trace.Tracer;
import parable.trace.causal.Plants;
import parable.trace.causal.Recall;
import parable.trace.causal.Retraining;
import parable.trace.gradient.LogOdds;

/// Hides documents that state a fact in a diet, trains on it, and asks every method to find them; then asks
/// them of the model that never read the diet, which can know nothing beyond the words.
///
/// @param base the model without AI fiction that every training starts from
record PlantStage(String name, World world, Stage base, Causes.Planting planting, Methods methods, long seed)
        implements Stage {
    static final String RESULTS = "planted.json";
    private static final String JOURNAL = "planted.journal";

    /// Keeps the diet apart from the text of every pretraining seed and from the bank's.
    private static final long DIET_SEED = 900_002;

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "methods", methods,
                "planting", planting.counts(),
                "look-alikes", planting.lookAlikes(),
                "diet", planting.diet().text(DIET_SEED),
                "training", planting.diet().training(),
                "seed", seed);
    }

    @Override
    public List<Stage> needs() {
        return List.of(base);
    }

    /// Trainings and scorings, in tokens of training.
    @Override
    public Cost cost() {
        long tokens = planting.diet().tokens(), models = planting.counts().size();
        return Cost.tokens(tokens * models + methods.cost(tokens, 1) * (models + 1));
    }

    @Override
    public void run(StageContext context) {
        WordTokenizer tokenizer = WordTokenizer.read(context.of(base));
        List<Document> diet = planting.diet().text(DIET_SEED).documents(world, tokenizer);
        int runs = planting.counts().size() + 1;
        List<Planted> results = new ArrayList<>();
        try (Journal journal = Journal.open(context.folder().resolve(JOURNAL));
                Progress.Task task = context.progress().start(name, runs)) {
            results.addAll(journal.records(Planted.class));
            task.advance(results.size(), "");
            while (results.size() < runs) {
                if (context.stop().requested()) {
                    throw new Stopped();
                }
                Planted result = planted(context, tokenizer, diet, results.size());
                journal.append(Json.mapper().writeValueAsBytes(result));
                results.add(result);
                task.advance(1, "");
            }
        }
        AtomicFile.write(context.folder().resolve(RESULTS), Json.pretty(results));
        try {
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param run which of the counts; one past them all asks the model that never read the diet about the last
    private Planted planted(StageContext context, WordTokenizer tokenizer, List<Document> diet, int run) {
        boolean read = run < planting.counts().size();
        int count = read ? planting.counts().get(run) : planting.counts().getLast();
        Plants plants = Plants.of(count, planting.lookAlikes(), seed);
        List<Document> documents = new ArrayList<>(diet);
        documents.addAll(plants.all());
        Retraining retraining = new Retraining(
                context.of(base),
                TextPlan.tokenized(documents, tokenizer),
                planting.diet().training(),
                seed);
        try (Decoder model = read ? retraining.on(retraining.everything()) : Checkpoint.load(context.of(base))) {
            Map<String, Recall> recalls = new TreeMap<>();
            for (Tracer method : Tracers.of(methods, new TracedModel(model, tokenizer, world), 1, Plants.texts())) {
                recalls.put(method.method(), Recall.of(method.influence(documents, Plants.query()), plants));
            }
            return new Planted(count, read, new LogOdds(Plants.query(), tokenizer).mean(model), recalls);
        }
    }
}
