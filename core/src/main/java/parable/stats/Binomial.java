package parable.stats;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;
import parable.ground.Check;

/// Intervals for one binomial rate.
///
/// Never Wald, never the bootstrap: both have width 0 at 0/n and n/n. Where n = 0 every function answers [0,
/// 1]. Comparison of the intervals: [Brown, Cai, DasGupta 2001](https://doi.org/10.1214/ss/1009213286).
public final class Binomial {
    private Binomial() {}

    /// The score interval of [Wilson 1927](https://doi.org/10.1080/01621459.1927.10502953):
    ///
    /// ```
    /// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    /// ```
    ///
    /// Average coverage is close to the level; for single rates near 0 it may fall to about 0.9 or below.
    public static Interval wilson(int k, int n, double level) {
        checkCounts(k, n);
        return wilson((double) k, n, level);
    }

    /// The exact interval of [Clopper and Pearson 1934](https://doi.org/10.1093/biomet/26.4.404): coverage is
    /// at least `level` for every rate.
    public static Interval clopperPearson(int k, int n, double level) {
        checkCounts(k, n);
        return clopperPearson((double) k, n, level);
    }

    /// Clopper and Pearson's one-sided upper bound: the rate is below it with confidence `level`. For 0 of n
    /// it is 1 - (1 - level)^(1/n), about 3/n at 0.95 (Hanley and Lippman-Hand 1983, the rule of three).
    public static double upperBound(int k, int n, double level) {
        checkCounts(k, n);
        Interval.checkLevel(level);
        return upper(k, n, 1 - level);
    }

    /// Clopper and Pearson's one-sided lower bound: the rate is above it with confidence `level`.
    public static double lowerBound(int k, int n, double level) {
        checkCounts(k, n);
        Interval.checkLevel(level);
        return lower(k, n, 1 - level);
    }

    /// P(X <= k) for n trials at rate p.
    public static double atMost(int k, int n, double p) {
        checkCounts(k, n);
        return k == n ? 1 : Beta.regularizedBeta(1 - p, n - k, k + 1.0);
    }

    /// P(X >= k) for n trials at rate p.
    public static double atLeast(int k, int n, double p) {
        checkCounts(k, n);
        return atMost(n - k, n, 1 - p);
    }

    /// Counts may be fractions of trials: an effective sample size is no whole number.
    static Interval wilson(double k, double n, double level) {
        Interval.checkLevel(level);
        if (n == 0) {
            return new Interval(0, 1, level);
        }
        double z = Quantiles.z(level), p = k / n, square = z * z / n;
        double center = (p + square / 2) / (1 + square);
        double half = z * Math.sqrt(p * (1 - p) / n + square / (4 * n)) / (1 + square);
        double lower = k == 0 ? 0 : Math.max(0, center - half); // rounding would leave 1e-18 where 0 is exact
        return new Interval(lower, k == n ? 1 : Math.min(1, center + half), level);
    }

    static Interval clopperPearson(double k, double n, double level) {
        Interval.checkLevel(level);
        double tail = (1 - level) / 2;
        return new Interval(lower(k, n, tail), upper(k, n, tail), level);
    }

    /// The logarithm of how many ways there are to choose k of n.
    static double logChoose(int n, int k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }

    private static double lower(double k, double n, double tail) {
        return k == 0 ? 0 : Quantiles.beta(tail, k, n - k + 1);
    }

    private static double upper(double k, double n, double tail) {
        return k == n ? 1 : Quantiles.beta(1 - tail, k + 1, n - k);
    }

    private static void checkCounts(int k, int n) {
        Check.that(k >= 0 && k <= n, "a binomial needs 0 <= k <= n, but k=%d n=%d", k, n);
    }
}
