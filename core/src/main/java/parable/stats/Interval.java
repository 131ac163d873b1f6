package parable.stats;

import parable.ground.Check;

/// A closed interval with its nominal coverage.
///
/// @param level coverage in (0, 1), such as 0.95
public record Interval(double lower, double upper, double level) {
    public Interval {
        Check.that(lower <= upper, "an interval's lower end must not exceed its upper end, but [%s, %s]", lower, upper);
        Check.that(level > 0 && level < 1, "a coverage level lies in (0, 1), but was %s", level);
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
