package parable.stats;

import java.util.Optional;
import parable.ground.Check;

/// The rate behind an imperfect judge, from a separate sample with known truth.
///
/// ```
/// p = (observed + Sp - 1) / (Se + Sp - 1)      clipped to [0, 1]
/// ```
///
/// ([Rogan and Gladen 1978](https://doi.org/10.1093/oxfordjournals.aje.a112510)). At low rates specificity
/// decides: with Sp .99 a true 0 % reads 1 %. Always show the observed rate next to the corrected one; and
/// where a random subset of the same rollouts is labelled by people, prefer [PredictionPowered], which is
/// narrower and assumes less.
///
/// @param caught  known yes cases (n) that the judge called yes (k): sensitivity
/// @param cleared known no cases (n) that the judge called no (k): specificity
public record JudgeCorrection(Trials caught, Trials cleared) {

    /// The corrected rate for known error rates, without any interval.
    ///
    /// @throws IllegalArgumentException when the judge is no better than chance, for then no rate is
    public static double rate(double observed, double sensitivity, double specificity) {
        Check.that(
                sensitivity + specificity > 1,
                "sensitivity %s and specificity %s together must exceed 1; such a judge tells nothing, replace it",
                sensitivity,
                specificity);
        return Math.clamp((observed + specificity - 1) / (sensitivity + specificity - 1), 0, 1);
    }

    /// The corrected rate with the interval of [Lang and Reiczigel
    /// 2014](https://doi.org/10.1016/j.prevetmed.2013.09.015), which carries the uncertainty of both error
    /// rates: a delta interval after adding z² trials to the observed sample (half of them yes) and one yes and
    /// one no to each known sample, with a shift of the center. Unlike there, the rate is held in [0, 1] before
    /// its variance is taken, which widens intervals at 0. A judge no better than chance, or an empty sample,
    /// answers [0, 1].
    public Effect correct(Trials observed, double level, String unit) {
        if (obstacle(observed).isPresent()) {
            return new Effect(0.5, new Interval(0, 1, level), observed.n(), "judge tells nothing", unit);
        }
        double value = rate(observed.rate(), caught.rate(), cleared.rate());
        return new Effect(value, interval(observed, level), observed.n(), "Rogan-Gladen", unit);
    }

    /// Why nothing can be said about the rate behind `observed`, if so.
    public Optional<String> obstacle(Trials observed) {
        if (observed.n() == 0) {
            return Optional.of("nothing was graded");
        }
        if (caught.n() == 0) {
            return Optional.of("sensitivity is unknown: no known yes has a verdict");
        }
        if (cleared.n() == 0) {
            return Optional.of("specificity is unknown: no known no has a verdict");
        }
        return caught.rate() + cleared.rate() <= 1
                ? Optional.of("sensitivity and specificity together do not exceed 1: such verdicts tell nothing")
                : Optional.empty();
    }

    private Interval interval(Trials observed, double level) {
        double z = Quantiles.z(level), n = observed.n() + z * z, share = (observed.k() + z * z / 2) / n;
        double se = caught.shrunk(), sp = cleared.shrunk(), gain = se + sp - 1;
        if (gain <= 0) {
            return new Interval(0, 1, level);
        }
        double p = Math.clamp((share + sp - 1) / gain, 0, 1);
        double seError = se * (1 - se) / (caught.n() + 2), spError = sp * (1 - sp) / (cleared.n() + 2);
        double center = p + 2 * z * z * (p * seError - (1 - p) * spError);
        double half = z / gain * Math.sqrt(share * (1 - share) / n + p * p * seError + (1 - p) * (1 - p) * spError);
        return new Interval(center - half, center + half, level).clipped(0, 1);
    }
}
