package parable.study.arms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.scenario.Suite;
import parable.study.recipe.Recipe;
import parable.study.recipe.TextPlan;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;
import parable.lab.organism.HoldOut;
import parable.lab.organism.World;

/// Trains one model, from scratch or from another stage's checkpoint, and leaves a checkpoint in Hugging Face
/// layout with its training curve.
///
/// @param base     the checkpoint it starts from; empty for a newborn organism
/// @param organism the shape of a newborn
/// @param seed     of initialization and packing
public record TrainStage(
        String name,
        World world,
        Optional<Stage> base,
        Recipe.Organism organism,
        TextPlan text,
        Training training,
        long seed)
        implements Stage {

    /// Steps between checkpoints of the training state; a kill costs at most this many, about four seconds of
    /// the quick organism.
    private static final int SAVE_EVERY = 100;

    /// Steps whose mean is one line of the training curve.
    private static final int LOG_EVERY = 50;

    /// Prompts that the text is searched for word by word: of this many scenarios in each suite.
    private static final int SCENARIOS = 500;

    private static final long EVALUATION_SEED = 7;

    /// Rows that may wait for more documents while packing.
    public static final int OPEN_ROWS = 24;

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "organism", base.isPresent() ? "as in the base" : organism,
                "text", text,
                "training", training,
                "seed", seed);
    }

    @Override
    public List<Stage> needs() {
        return base.map(List::of).orElse(List.of());
    }

    @Override
    public Cost cost() {
        return Cost.tokens(text.tokens());
    }

    @Override
    public void run(StageContext context) {
        WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
        List<Document> documents = text.documents(world, tokenizer);
        checkHeldOut(name, world, context, documents);
        TokenRows rows =
                TokenRows.pack(TextPlan.tokenized(documents, tokenizer), training.rowLength(), OPEN_ROWS, seed);
        try (Decoder model = start(context, tokenizer);
                Trainer trainer = new Trainer(model, training, rows)) {
            train(context, trainer);
            StagedCourse.finish(context, model, tokenizer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// No model is trained on text that holds what the evaluation holds out.
    public static void checkHeldOut(String name, World world, StageContext context, List<Document> documents) {
        List<Suite> suites = world.suites(SCENARIOS, SCENARIOS, EVALUATION_SEED);
        HoldOut.Report report = HoldOut.check(documents.stream(), world, suites);
        AtomicFile.write(context.folder().resolve("holdout.json"), Json.pretty(report));
        if (!report.isClean()) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "The text of %s holds what the evaluation holds out: %s. See holdout.json in %s.",
                    name,
                    report,
                    context.folder());
        }
    }

    private Decoder start(StageContext context, WordTokenizer tokenizer) {
        if (base.isPresent()) {
            return Checkpoint.load(context.of(base.get()));
        }
        Decoder newborn = Decoder.blank(organism.decoder(tokenizer.size()));
        organism.start().fill(newborn, seed);
        return newborn;
    }

    private void train(StageContext context, Trainer trainer) {
        try (StagedCourse staged = new StagedCourse(this, context, trainer)) {
            Curve mean = new Curve(staged);
            while (!trainer.isDone()) {
                Trainer.Step step = trainer.next();
                mean.add(step);
                staged.advance("loss %.3f".formatted(step.loss()));
                boolean stops = step.step() % LOG_EVERY == 0 && context.stop().requested();
                if (stops || step.step() % SAVE_EVERY == 0) {
                    staged.save();
                }
                if (stops) {
                    throw new Stopped();
                }
            }
        }
    }

    /// Means over [#LOG_EVERY] steps. Every save falls on a whole number of them, so a resumed curve has the
    /// same lines.
    private static final class Curve {
        private final StagedCourse staged;
        private double loss;
        private double norm;
        private int steps;
        private long tokens;

        Curve(StagedCourse staged) {
            this.staged = staged;
        }

        void add(Trainer.Step step) {
            loss += step.loss();
            norm += step.gradientNorm();
            tokens = step.tokens();
            steps++;
            if (step.step() % LOG_EVERY == 0) {
                Map<String, Double> means =
                        Map.of("loss", loss / steps, "gradient_norm", norm / steps, "learning_rate", step.rate());
                staged.log(step.step(), tokens, means);
                loss = 0;
                norm = 0;
                steps = 0;
            }
        }
    }
}
