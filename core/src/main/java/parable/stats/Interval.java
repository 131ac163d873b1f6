package parable.stats;

import parable.ground.Check;

/// A closed interval with its nominal coverage.
///
/// An end may be infinite (a ratio whose denominator saw no events), never NaN.
///
/// @param level coverage in (0, 1), such as 0.95
public record Interval(double lower, double upper, double level) {
    public Interval {
        Check.that(lower <= upper, "an interval's lower end must not exceed its upper end, but [%s, %s]", lower, upper);
        checkLevel(level);
    }

    static void checkLevel(double level) {
        Check.that(level > 0 && level < 1, "a coverage level lies in (0, 1), but was %s", level);
    }

    /// The symmetric interval of a normal law.
    public static Interval normal(double center, double standardError, double level) {
        double reach = Quantiles.z(level) * standardError;
        return new Interval(center - reach, center + reach, level);
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    public double width() {
        return upper - lower;
    }

    /// Such as `[.04, .11]`, with the digits that [Estimate#text()] prints.
    public String text() {
        return Figures.range(this);
    }

    /// True when the whole interval lies strictly inside (`low`, `high`).
    public boolean liesWithin(double low, double high) {
        return low < lower && upper < high;
    }

    /// The part inside [`low`, `high`]; an interval wholly outside shrinks onto the nearer end.
    Interval clipped(double low, double high) {
        return new Interval(Math.clamp(lower, low, high), Math.clamp(upper, low, high), level);
    }
}
