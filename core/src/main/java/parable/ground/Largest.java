package parable.ground;

/// The largest numbers that a recipe may ask for. Beyond them sums of a forecast, and steps of training, would no
/// longer fit their types, and no study would ever end.
public final class Largest {
    /// Two days of training on one core for the shipped organism, a thousand times its shipped text.
    public static final long TOKENS = 4_000_000_000L;
    /// Scenarios, questions, samples, draws, documents.
    public static final long COUNT = 1_000_000;

    private Largest() {}

    public static void tokens(String field, long tokens) {
        within(field, tokens, TOKENS);
    }

    public static void count(String field, long count) {
        within(field, count, COUNT);
    }

    public static void within(String field, long value, long most) {
        Check.that(value <= most, "%s is at most %,d, but was %,d; ask for fewer", field, most, value);
    }
}
