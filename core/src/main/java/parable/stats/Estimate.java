package parable.stats;

import parable.ground.Check;

/// A rate as it must be printed: counts, interval, method, unit of analysis, and how many could not be graded.
///
/// @param k        graded units with the property
/// @param n        graded units
/// @param ungraded units left out of `n` because no verdict was reached; never counted as "no"
/// @param value    the point estimate, k / n for a single binomial
/// @param interval around `value`
/// @param method   how the interval was made, such as `Wilson`
/// @param unit     what was counted, such as `rollout` or `pretraining seed`
public record Estimate(int k, int n, int ungraded, double value, Interval interval, String method, String unit) {
    public Estimate {
        Check.that(k >= 0 && k <= n && ungraded >= 0, "counts must satisfy 0 <= k <= n, but k=%d n=%d", k, n);
    }
}
