package parable.stats;

import parable.ground.Check;

/// Whether an effect lies within limits fixed beforehand: equivalence and non-inferiority.
///
/// Two one-sided tests at α say the same as: the interval of level 1 - 2α lies strictly within (low, high)
/// ([Schuirmann 1987](https://doi.org/10.1007/BF01068419)). So an effect with a 0.90 interval tests at α =
/// 0.05, and it may come from any interval: t over seeds, Tango for pairs.
///
/// Supported: the interval lies within the limits. Refuted: it lies wholly beyond one of them. Else
/// inconclusive: a difference that is not significant is not thereby absent. An interval that ends on a limit, as
/// that of equal numbers may, decides nothing.
public record MarginTest(Effect effect, double low, double high, Decision decision) {
    /// Ends nearer to a limit than binary fractions are exact lie on it.
    private static final double ROUNDING = 1e-12;

    /// Does the effect exceed `limit`, which may be 0 or negative?
    public static MarginTest above(Effect effect, double limit) {
        return within(effect, limit, Double.POSITIVE_INFINITY);
    }

    /// Does the effect lie below `limit`?
    public static MarginTest under(Effect effect, double limit) {
        return within(effect, Double.NEGATIVE_INFINITY, limit);
    }

    /// Is the effect within ± `margin`? For "no change", such as "chat training neither amplifies nor corrects
    /// it".
    public static MarginTest equivalent(Effect effect, double margin) {
        return within(effect, -positive(margin), margin);
    }

    /// Is the effect above -`margin`? For what should not fall, such as helpfulness.
    public static MarginTest notLower(Effect effect, double margin) {
        return within(effect, -positive(margin), Double.POSITIVE_INFINITY);
    }

    /// Is the effect below `margin`? For what should not rise, such as a rate of harm after further training.
    public static MarginTest notHigher(Effect effect, double margin) {
        return within(effect, Double.NEGATIVE_INFINITY, positive(margin));
    }

    /// The level of the interval that tests at one-sided error `alpha`.
    public static double levelFor(double alpha) {
        Check.that(alpha > 0 && alpha < 0.5, "a one-sided error lies in (0, 0.5), but was %s", alpha);
        return 1 - 2 * alpha;
    }

    private static MarginTest within(Effect effect, double low, double high) {
        return new MarginTest(effect, low, high, decide(effect.interval(), low, high));
    }

    private static Decision decide(Interval interval, double low, double high) {
        if (interval.liesWithin(low + ROUNDING, high - ROUNDING)) {
            return Decision.SUPPORTED;
        }
        boolean beyond = interval.upper() < low - ROUNDING || interval.lower() > high + ROUNDING;
        return beyond ? Decision.REFUTED : Decision.INCONCLUSIVE;
    }

    private static double positive(double margin) {
        Check.that(margin > 0, "a margin must be positive and fixed before the data are seen, but was %s", margin);
        return margin;
    }
}
