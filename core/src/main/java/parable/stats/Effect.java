package parable.stats;

import parable.ground.Check;

/// An estimated number that is not a rate of one sample: a difference, ratio, interaction, corrected rate or
/// area.
///
/// Where nothing can be said, `interval` is the whole range and `value` its center (0 for a difference, 1 for
/// a ratio).
///
/// @param units  how many independent units of analysis stand behind the interval
/// @param unit   what such a unit is, such as `training seed`
/// @param method how the interval was made
public record Effect(double value, Interval interval, int units, String method, String unit) {
    public Effect {
        Check.that(!Double.isNaN(value), "an effect needs a value, but %s of %d units gave NaN", method, units);
    }

    /// Such as `-.12 [-.20, -.04]`.
    public String brief() {
        return Figures.valued(value, interval);
    }

    /// Such as `-.12 [-.20, -.04] Newcombe 95%, n = 200 (rollout)`.
    public String text() {
        return "%s %s, n = %d (%s)"
                .formatted(Figures.valued(value, interval), Figures.how(method, interval), units, unit);
    }
}
