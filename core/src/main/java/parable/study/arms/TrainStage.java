package parable.study.arms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.corpus.Document;
import parable.lab.organism.HoldOut;
import parable.lab.organism.Organism;
import parable.lab.organism.OrganismLab;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.train.Training;

/// Trains one organism, from nothing or from another stage's checkpoint.
///
/// @param base     the checkpoint it starts from; empty for a newborn organism
/// @param organism the shape of a newborn
/// @param seed     of initialization and packing
public record TrainStage(
        String name, World world, Optional<Stage> base, Organism organism, TextPlan text, Training training, long seed)
        implements Stage {
    /// Rows that may wait for more documents while packing.
    public static final int OPEN_ROWS = Teaching.OPEN_ROWS;

    @Override
    public Object inputs() {
        Map<String, Object> inputs = new HashMap<>(lab().inputs(base.isPresent()));
        inputs.putAll(Map.of("text", text, "training", training, "seed", seed));
        return inputs;
    }

    private OrganismLab lab() {
        return new OrganismLab(world, organism);
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
        new Teaching<>(lab(), text, training, seed).run(this, context, base);
    }

    /// No model is trained on text that holds what the evaluation holds out.
    public static void checkHeldOut(String name, World world, StageContext context, List<Document> documents) {
        HoldOut.Report report = OrganismLab.heldOut(world, documents);
        Teaching.requireHeldOut(name, context, report, OrganismLab.refusal(report));
    }
}
