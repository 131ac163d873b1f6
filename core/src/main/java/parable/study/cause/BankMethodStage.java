package parable.study.cause;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.recipe.Methods;
import parable.study.recipe.TraceMethod;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.study.trace.TracedModel;
import parable.study.trace.Tracers;
import parable.study.trace.TrainingPath;
import parable.text.WordTokenizer;
import parable.trace.Tracer;

/// One more method on a bank that is finished: the same files as a [BankScoresStage] leaves, for one method
/// alone, so that a method can be added without asking the others again.
///
/// @param path checkpoints along the bank's training, where the method asks for them
public record BankMethodStage(String name, BankStage bank, Optional<BankPathStage> path, TraceMethod method)
        implements Stage {

    @Override
    public Object inputs() {
        return Map.of("method", method, "settings", method.settings());
    }

    @Override
    public List<Stage> needs() {
        return path.<List<Stage>>map(along -> List.of(bank, along)).orElse(List.of(bank));
    }

    @Override
    public void run(StageContext context) {
        Path checkpoint = context.of(bank);
        WordTokenizer tokenizer = WordTokenizer.read(checkpoint);
        try (Progress.Task task = context.progress().start(name, 1);
                Decoder model = Checkpoint.load(checkpoint);
                TrainingPath along =
                        path.map(context::of).map(TrainingPath::open).orElseGet(TrainingPath::none)) {
            TracedModel traced = new TracedModel(model, tokenizer, bank.world(), along.waypoints());
            Tracer tracer = Tracers.of(method, traced, 1, Methods.SEED);
            BankScoresStage.Scored scored = BankScoresStage.scored(
                    tracer,
                    context.folder().resolve(BankScoresStage.file(0)),
                    bank.text().documents(bank.world(), tokenizer),
                    bank.query());
            AtomicFile.write(context.folder().resolve(BankScoresStage.METHODS), Json.pretty(List.of(scored)));
            task.advance(1, tracer.method());
        }
    }
}
