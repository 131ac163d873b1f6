package parable.stats;

import parable.ground.Check;

/// The range a number must lie in by logic alone, without any sampling error.
public record Bounds(double lower, double upper) {
    public Bounds {
        Check.that(lower <= upper, "a lower bound must not exceed the upper bound, but [%s, %s]", lower, upper);
    }

    /// Such as `[.10, .55]`.
    public String text() {
        return "[%s, %s]".formatted(Figures.number(lower), Figures.number(upper));
    }
}
