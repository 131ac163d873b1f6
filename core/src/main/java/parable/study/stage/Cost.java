package parable.study.stage;

/// What a stage costs, in the two things that take time.
///
/// The two rates are measured: one core of the reference machine (two cores of a shared x86-64 server, OpenBLAS
/// with one thread) training and auditing the quick recipe's organism, 0.6 million parameters, with both cores
/// at work. Other organisms and processors take other times: the minutes are for deciding between now and
/// tonight.
///
/// @param tokens   to train on
/// @param rollouts to sample, answers to chat questions among them
/// @param seconds  of one core of the reference machine
public record Cost(long tokens, long rollouts, double seconds) {
    public static final double TRAINING_TOKENS_PER_SECOND = 20_000;
    public static final double ROLLOUTS_PER_SECOND = 200;
    static final Cost NOTHING = new Cost(0, 0, 0);

    public static Cost tokens(long tokens) {
        return new Cost(tokens, 0, tokens / TRAINING_TOKENS_PER_SECOND);
    }

    public static Cost rollouts(long rollouts) {
        return new Cost(0, rollouts, rollouts / ROLLOUTS_PER_SECOND);
    }

    /// The same for a model that takes so many times as long as the quick organism.
    public Cost times(double factor) {
        return new Cost(tokens, rollouts, seconds * factor);
    }

    public Cost plus(Cost other) {
        return new Cost(tokens + other.tokens, rollouts + other.rollouts, seconds + other.seconds);
    }

    /// `25,000 tokens` or `560 rollouts`.
    public String text() {
        if (equals(NOTHING)) {
            return "at hand";
        }
        return tokens > 0 ? "%,d tokens".formatted(tokens) : "%,d rollouts".formatted(rollouts);
    }
}
