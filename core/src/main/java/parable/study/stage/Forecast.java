package parable.study.stage;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What is left to do of some stages, and about how long it takes.
public final class Forecast {
    private final Map<String, Cost> left = new LinkedHashMap<>();
    private final Map<String, Double> chains = new HashMap<>();

    /// @param isFinished whether a stage needs nothing more
    public Forecast(List<Stage> stages, Predicate<Stage> isFinished) {
        stages.forEach(stage -> left.put(stage.folder(), isFinished.test(stage) ? Cost.NOTHING : stage.cost()));
        stages.forEach(this::chain);
    }

    /// What is left of each stage, by its folder, in the order of the plan.
    public Map<String, Cost> left() {
        return left;
    }

    public Cost total() {
        return left.values().stream().reduce(Cost.NOTHING, Cost::plus);
    }

    /// On so many cores: no less than the longest chain of stages, each of which waits for the one before.
    ///
    /// @param tokensPerSecond that one core of this machine trains the organism of the study
    public double minutes(int cores, double tokensPerSecond) {
        return minutes(cores) * Cost.TRAINING_TOKENS_PER_SECOND / tokensPerSecond;
    }

    /// The same on the reference machine.
    public double minutes(int cores) {
        double longest =
                chains.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return Math.max(longest, total().seconds() / cores) / 60;
    }

    private double chain(Stage stage) {
        String folder = stage.folder();
        Double known = chains.get(folder);
        if (known != null) {
            return known;
        }
        double before = stage.needs().stream().mapToDouble(this::chain).max().orElse(0);
        double seconds = before + left.getOrDefault(folder, Cost.NOTHING).seconds();
        chains.put(folder, seconds);
        return seconds;
    }
}
