package parable.stats;

import org.hipparchus.special.Beta;
import parable.ground.Check;

/// A test of "the rate is below `limit`" that may be looked at after every trial and stopped at any time.
///
/// Evidence against p >= limit after x events in n trials is the mean, over rates q uniform in (0, limit), of
/// the likelihood ratio
///
/// ```
/// E = (1/p0) ∫_0^p0 (q/p0)^x ((1-q)/(1-p0))^(n-x) dq = B(x+1, n-x+1) I_p0(x+1, n-x+1) / (p0^(x+1)
/// (1-p0)^(n-x))
/// ```
///
/// For every p >= p0 this is a nonnegative supermartingale started at 1, so the chance that E ever reaches 1/α
/// is at most α (Ville 1939; [Ramdas et al. 2023](https://arxiv.org/abs/2210.01948), section 2). The mixture
/// must not reach beyond p0, else it is no test of "p >= p0". The mirror process, uniform over (p0, 1), gives
/// evidence against p <= p0.
///
/// Price: about 1.5 times the trials of a test with one fixed look (449 instead of 299 for limit 1 % and no
/// event).
///
/// @param limit rate to stay below, in (0, 1)
/// @param alpha bound on a wrong SUPPORTED, and separately on a wrong REFUTED
public record EProcess(double limit, double alpha) {
    private static final int MOST_TRIALS = 1 << 30;

    public EProcess {
        Check.that(limit > 0 && limit < 1, "a limit for a rate lies in (0, 1), but was %s", limit);
        Check.that(alpha > 0 && alpha < 1, "an error bound lies in (0, 1), but was %s", alpha);
    }

    /// Natural logarithm of the evidence that the rate is below the limit.
    public double logEvidenceBelow(int events, int trials) {
        return logMixture(events, trials, limit);
    }

    /// Natural logarithm of the evidence that the rate is above the limit.
    public double logEvidenceAbove(int events, int trials) {
        return logMixture(trials - events, trials, 1 - limit);
    }

    /// Supported when the rate is shown to be below the limit, refuted when shown to be above. Stop at the
    /// first of these: later trials may not undo it.
    public Decision decide(int events, int trials) {
        double needed = -Math.log(alpha);
        if (logEvidenceBelow(events, trials) >= needed) {
            return Decision.SUPPORTED;
        }
        return logEvidenceAbove(events, trials) >= needed ? Decision.REFUTED : Decision.INCONCLUSIVE;
    }

    /// After how many trials, at the earliest, `events` events still show the rate to be below the limit.
    public int trialsNeeded(int events) {
        int low = events, high = Math.max(1, 2 * events);
        while (decide(events, high) != Decision.SUPPORTED) {
            Check.that(high < MOST_TRIALS, "a limit of %s needs more trials than can be counted; raise it", limit);
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (decide(events, middle) == Decision.SUPPORTED) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double logMixture(int x, int n, double p0) {
        Check.that(x >= 0 && x <= n, "evidence needs 0 <= events <= trials, but the counts were %d of %d", x, n);
        double a = x + 1.0, b = n - x + 1.0;
        double logMass = Beta.logBeta(a, b) + Math.log(Beta.regularizedBeta(p0, a, b));
        return logMass - a * Math.log(p0) - (b - 1) * Math.log1p(-p0);
    }
}
