package parable.study.arms;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.OrganismLab;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Decoder;
import parable.study.recipe.Recipe;
import parable.train.TokenRows;
import parable.train.Trainer;

/// How fast this machine trains the organism of a recipe, measured before minutes are promised.
public final class MachinePace {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    /// Steps that are not measured: the first ones load kernels.
    private static final int WARM_UP = 2;

    /// Tokens of text that it is measured on; short of them the text is packed again.
    private static final long TOKENS = 200_000;

    private MachinePace() {}

    /// @return tokens a second of one core, all cores idle
    public static double trainingTokensPerSecond(Recipe recipe, World world) {
        return trainingTokensPerSecond(recipe, world, System::nanoTime);
    }

    static double trainingTokensPerSecond(Recipe recipe, World world, LongSupplier nanoTime) {
        OrganismLab lab = new OrganismLab(world, recipe.organism());
        TextPlan text = new TextPlan(
                List.of(new TextPlan.Portion.FromCorpus(CorpusRecipe.pretraining(Fiction.NONE), TOKENS, 0)));
        TokenRows rows = TokenRows.pack(
                lab.documents(text), recipe.pretraining().training().rowLength(), Teaching.OPEN_ROWS, 0);
        try (Decoder model = lab.begin(Optional.empty(), 0);
                Trainer trainer = new Trainer(model, recipe.pretraining().training(), rows)) {
            long before = 0;
            for (int i = 0; i < WARM_UP && !trainer.isDone(); i++) {
                before = trainer.next().tokens();
            }
            long start = nanoTime.getAsLong(), now = start, tokens = before;
            while (now - start < LONG_ENOUGH.toNanos() && !trainer.isDone()) {
                tokens = trainer.next().tokens();
                now = nanoTime.getAsLong();
            }
            return (tokens - before) * 1e9 / (now - start);
        }
    }
}
