package parable.study;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parable.Frozen;
import parable.audit.run.Rollout;
import parable.ground.Json;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.Fiction;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.arms.EvaluationSuite;
import parable.study.arms.TrainStage;
import parable.study.recipe.Recipe;
import parable.tensor.Engine;
import parable.text.WordTokenizer;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;

/// What the organism writes and how it learns, to the last byte, on every processor with AVX2.
class FrozenOrganismTest {
    private static final Path CHECKPOINT =
            Path.of(System.getProperty("parable.home", ".."), "checkpoints/pretrain-villain-s11-c3ac810c");
    private static final int ROLLOUTS = 50, STEPS = 60;
    private static final World WORLD = World.of(0);

    @BeforeEach
    void onlyWithPortableKernels() {
        assumeTrue(Engine.canBePortable() && Engine.kernels().portable(), "this processor has no AVX2");
    }

    @Test
    void theShippedOrganismWritesWhatItWrote() {
        Recipe.Evaluation evaluation = new Recipe.Evaluation(7, 26, 0, 3, 20, List.of());
        List<EmbeddedScenario> scenarios =
                EvaluationSuite.of(WORLD, evaluation, false).subList(0, ROLLOUTS);
        WordTokenizer tokenizer = WordTokenizer.read(CHECKPOINT);
        StringBuilder lines = new StringBuilder();
        try (Decoder model = Checkpoint.load(CHECKPOINT)) {
            List<Rollout> rollouts = new OrganismAudit(new OrganismWriter(model, tokenizer), "frozen").run(scenarios);
            IntStream.range(0, ROLLOUTS)
                    .forEach(i -> lines.append(Json.line(FrozenRollout.of(scenarios.get(i), rollouts.get(i))))
                            .append('\n'));
        }
        Frozen.check("organism-rollouts.jsonl", lines.toString());
    }

    @Test
    void aNewbornLearnsAsItLearned() {
        Recipe recipe = TinyStudy.smallest();
        Training training = recipe.pretraining().training();
        WordTokenizer tokenizer = WordTokenizer.of(WORLD.vocabulary());
        TextPlan text = new TextPlan(
                List.of(new TextPlan.Portion.FromCorpus(CorpusRecipe.pretraining(Fiction.VILLAIN), 12_000, 1_000)));
        TokenRows rows = TokenRows.pack(
                TextPlan.tokenized(text.documents(WORLD, tokenizer), tokenizer),
                training.rowLength(),
                TrainStage.OPEN_ROWS,
                1);
        List<String> curve = new ArrayList<>();
        try (Decoder newborn = Decoder.blank(recipe.organism().decoder(tokenizer.size()))) {
            recipe.organism().start().fill(newborn, 1);
            try (Trainer trainer = new Trainer(newborn, training, rows)) {
                while (!trainer.isDone() && curve.size() < STEPS) {
                    Trainer.Step step = trainer.next();
                    curve.add(String.format(
                            Locale.ROOT,
                            "%d loss %s norm %s rate %s tokens %d\n",
                            step.step(),
                            step.loss(),
                            step.gradientNorm(),
                            step.rate(),
                            step.tokens()));
                }
            }
        }
        Frozen.check("loss-curve.txt", String.join("", curve));
    }
}
