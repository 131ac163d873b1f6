package parable.study.cause;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.ground.Progress;
import parable.model.Checkpoint;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.study.trace.TrainingPath;
import parable.text.WordTokenizer;
import parable.trace.causal.Retraining;

/// Trains once more on the whole diet of a bank and keeps checkpoints along the way, for methods that add up
/// gradients over a training. Leaves what [TrainingPath] reads.
///
/// Steps are cut into stretches of equal length, give or take one. The model at its start and the mean of its rates
/// represent each stretch. The last stretch ends with the bank's own final model.
///
/// @param waypoints how many
public record BankPathStage(String name, BankStage bank, int waypoints) implements Stage {
    @Override
    public Object inputs() {
        return Map.of("waypoints", waypoints);
    }

    @Override
    public List<Stage> needs() {
        return List.of(bank.base(), bank);
    }

    @Override
    public void run(StageContext context) {
        WordTokenizer tokenizer = WordTokenizer.read(context.of(bank));
        Retraining retraining = bank.retraining(context, tokenizer);
        Map<Integer, Double> rates = new TreeMap<>();
        try (Progress.Task task = context.progress().start(name, retraining.steps())) {
            retraining
                    .on(retraining.everything(), (step, rate, model) -> {
                        if (context.stop().requested()) {
                            throw new Stopped();
                        }
                        rates.put(step, rate);
                        if (isStart(step, retraining.steps())) {
                            Checkpoint.save(model, tokenizer.specials(), directory(context.folder(), step));
                        }
                        task.advance(1, "");
                    })
                    .close();
        }
        TrainingPath.write(context.folder(), entries(rates));
    }

    private boolean isStart(int step, int steps) {
        return step == 0 || stretch(step, steps) > stretch(step - 1, steps);
    }

    private int stretch(int step, int steps) {
        return (int) ((long) step * waypoints / steps);
    }

    private static Path directory(Path folder, int step) {
        return folder.resolve(folder(step));
    }

    private static String folder(int step) {
        return "step-%04d".formatted(step);
    }

    private List<TrainingPath.Entry> entries(Map<Integer, Double> rates) {
        List<TrainingPath.Entry> entries = new ArrayList<>();
        int steps = rates.size();
        for (int start = 0; start < steps; start++) {
            if (isStart(start, steps)) {
                int at = stretch(start, steps);
                double mean = rates.entrySet().stream()
                        .filter(entry -> stretch(entry.getKey(), steps) == at)
                        .mapToDouble(Map.Entry::getValue)
                        .average()
                        .orElseThrow();
                entries.add(new TrainingPath.Entry(start, mean, folder(start)));
            }
        }
        return entries;
    }
}
