package parable.study.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.lab.Lab;
import parable.lab.checkpoint.FileText;
import parable.study.arms.Teaching;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.train.Training;

/// Trains all weights of a checkpoint on one text, from the base or from another stage's model.
///
/// @param base  stage whose model it starts from; empty for the base of the study
/// @param seed  of packing
/// @param heavy how many times as long a token takes as in the quick organism, for forecasts only
record LearnStage(
        String name, Lab<FileText> lab, Optional<Stage> base, FileText text, Training training, long seed, double heavy)
        implements Stage {

    @Override
    public Object inputs() {
        Map<String, Object> inputs = new HashMap<>(lab.inputs(base.isPresent()));
        inputs.putAll(Map.of("text", text, "training", training, "seed", seed));
        return inputs;
    }

    @Override
    public List<Stage> needs() {
        return base.map(List::of).orElse(List.of());
    }

    @Override
    public Cost cost() {
        return Cost.tokens(lab.tokens(text)).times(heavy);
    }

    @Override
    public void run(StageContext context) {
        new Teaching<>(lab, text, training, seed).run(this, context, base);
    }
}
