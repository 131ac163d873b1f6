package parable.study.recipe;

import parable.ground.Check;

/// The largest numbers that a recipe may ask for. Beyond them sums of a forecast, and steps of training, would no
/// longer fit their types, and no study would ever end.
final class Largest {
    /// Two days of training on one core for the shipped organism, a thousand times its shipped text.
    static final long TOKENS = 4_000_000_000L;
    /// Scenarios, questions, samples, draws, documents.
    static final long COUNT = 1_000_000;

    private Largest() {}

    static void tokens(String field, long tokens) {
        within(field, tokens, TOKENS);
    }

    static void count(String field, long count) {
        within(field, count, COUNT);
    }

    static void within(String field, long value, long most) {
        Check.that(value <= most, "%s is at most %,d, but was %,d; ask for fewer", field, most, value);
    }
}
