package parable.stats;

import org.hipparchus.special.Beta;
import parable.ground.Check;

/// An interval for a rate that is right at every look at once, for display while trials still run.
///
/// ```
/// all p with  B(x+1, n-x+1) / (p^x (1-p)^(n-x)) < 1 / (1 - level)
/// ```
///
/// The left side is the mean likelihood ratio over rates uniform in (0, 1), a martingale started at 1 when p is
/// the rate; so the chance that any look ever excludes the rate is at most 1 - level (Robbins 1970; [Howard et
/// al. 2021](https://arxiv.org/abs/1810.08240)). About 1.5 times as wide as Wilson.
public final class AnytimeInterval {
    private AnytimeInterval() {}

    public static Interval of(int events, int trials, double level) {
        Interval.checkLevel(level);
        Check.that(events >= 0 && events <= trials, "needs 0 <= events <= trials, but got %d of %d", events, trials);
        double rate = trials == 0 ? 0.5 : (double) events / trials;
        double lower = events == 0 ? 0 : Bisection.root(p -> excess(events, trials, p, level), Double.MIN_NORMAL, rate);
        double upper = events == trials ? 1 : Bisection.root(p -> excess(events, trials, p, level), rate, 1 - 1e-15);
        return new Interval(lower, upper, level);
    }

    /// How far the logarithm of the evidence against p exceeds its limit: negative inside the interval.
    private static double excess(int x, int n, double p, double level) {
        double likelihood = (x == 0 ? 0 : x * Math.log(p)) + (n == x ? 0 : (n - x) * Math.log1p(-p));
        return Beta.logBeta(x + 1.0, n - x + 1.0) - likelihood + Math.log(1 - level);
    }
}
