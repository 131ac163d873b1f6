package parable.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is left to do of a study, and about how long it takes.
///
/// The two rates are measured: one core of the reference machine (two cores of a shared x86-64 server, OpenBLAS
/// with one thread) training and auditing the quick recipe's organism, 0.6 million parameters, with both cores
/// at work. Other organisms and processors take other times: the minutes are for deciding between now and
/// tonight.
final class Forecast {
    static final double TRAINING_TOKENS_PER_SECOND = 20_000;
    static final double ROLLOUTS_PER_SECOND = 200;

    /// Making the directions of one model takes as long as sampling so many rollouts: 1.5 s.
    private static final long ROLLOUTS_PER_DIRECTIONS = 300;

    private final Map<String, Cost> left = new LinkedHashMap<>();
    private final Map<String, Double> chains = new HashMap<>();
    private final Map<Boolean, Long> trials = new HashMap<>();

    Forecast(Study study) {
        for (Stage stage : study.stages()) {
            String folder = stage.folder();
            left.put(folder, study.isAtHand(stage) ? Cost.NOTHING : cost(stage));
        }
        study.stages().forEach(this::chain);
    }

    /// @param tokens   to train on
    /// @param rollouts to sample, answers to chat questions among them
    record Cost(long tokens, long rollouts) {
        static final Cost NOTHING = new Cost(0, 0);

        /// Of one core of the reference machine.
        double seconds() {
            return tokens / TRAINING_TOKENS_PER_SECOND + rollouts / ROLLOUTS_PER_SECOND;
        }

        Cost plus(Cost other) {
            return new Cost(tokens + other.tokens, rollouts + other.rollouts);
        }

        /// `25,000 tokens` or `560 rollouts`.
        String text() {
            if (equals(NOTHING)) {
                return "at hand";
            }
            return tokens > 0 ? "%,d tokens".formatted(tokens) : "%,d rollouts".formatted(rollouts);
        }
    }

    /// What is left of each stage, by its folder, in the order of the plan.
    Map<String, Cost> left() {
        return left;
    }

    Cost total() {
        return left.values().stream().reduce(Cost.NOTHING, Cost::plus);
    }

    /// On so many cores of the reference machine: no less than the longest chain of stages, each of which waits
    /// for the one before.
    double minutes(int cores) {
        double longest =
                chains.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return Math.max(longest, total().seconds() / cores) / 60;
    }

    private Cost cost(Stage stage) {
        return switch (stage) {
            case TrainStage train -> new Cost(tokens(train.text()), 0);
            case TraceStage trace -> new Cost(trace.trainingTokens(), 0);
            case WordsStage words -> new Cost(words.trainingTokens(), 0);
            case AuditStage audit -> new Cost(0, trials.computeIfAbsent(audit.swaps(), _ -> sampled(audit)));
            case AfterStage after -> after.regimen().cost().plus(new Cost(0, after.points() * after.rollouts()));
            case DirectionStage _ -> new Cost(0, ROLLOUTS_PER_DIRECTIONS);
            case ReadoutStage readout -> new Cost(0, readout.samples());
            case SteeringStage steering ->
                new Cost(0, (long) steering.cells().size() * steering.plan().samples());
            case RemovalStage removal -> removal.cost(tokens(removal.diet().text()));
            case DietScoresStage scores ->
                new Cost(scores.cost(tokens(scores.diet().text())), 0);
            case BankScoresStage scores ->
                new Cost(scores.cost(tokens(scores.bank().text())), 0);
            case BankStage bank -> new Cost(tokens(bank.text()) * bank.retrainings(), 0);
            case PlantStage planted -> new Cost(planted.cost(), 0);
            default -> Cost.NOTHING;
        };
    }

    static long tokens(TextPlan text) {
        return text.portions().stream().mapToLong(TextPlan.Portion::tokens).sum();
    }

    private static long sampled(AuditStage audit) {
        return Trial.all(audit.world(), audit.evaluation(), audit.swaps()).size()
                + audit.evaluation().chatQuestions();
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
