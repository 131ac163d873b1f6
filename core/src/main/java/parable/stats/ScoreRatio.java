package parable.stats;

import java.util.function.DoubleUnaryOperator;

/// The score interval of a ratio of two independent rates ([Miettinen and Nurminen
/// 1985](https://doi.org/10.1002/sim.4780040211), section 4; Koopman 1984 without the factor N / (N - 1)). All
/// ratios φ that the score test does not reject:
///
/// ```
/// (p1 - φ p2)² / ((r1 (1 - r1) / n1 + φ² r2 (1 - r2) / n2) N / (N - 1)) <= z²
/// ```
///
/// with r1 = φ r2 the rates most likely when the ratio is φ. It stays meaningful at 0 events: the upper end is
/// infinite where the denominator saw none, the lower end 0 where the numerator saw none.
final class ScoreRatio {
    private static final double FURTHEST = Math.log(1e9); // a ratio beyond 1e9 needs more trials than an int counts

    private ScoreRatio() {}

    static Effect of(Trials top, Trials bottom, double level, String unit) {
        if (top.n() == 0 || bottom.n() == 0 || top.k() + bottom.k() == 0) {
            return new Effect(1, new Interval(0, Double.POSITIVE_INFINITY, level), 0, "no events", unit);
        }
        double ratio = bottom.k() == 0 ? Double.POSITIVE_INFINITY : top.rate() / bottom.rate();
        Interval interval = new Interval(lower(top, bottom, level), upper(top, bottom, level), level);
        return new Effect(ratio, interval, top.n() + bottom.n(), "Miettinen-Nurminen", unit);
    }

    private static double upper(Trials top, Trials bottom, double level) {
        if (bottom.k() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double from = top.k() == 0 ? -FURTHEST : Math.log(top.rate() / bottom.rate());
        return Math.exp(Bisection.root(excess(top, bottom, level), from, FURTHEST));
    }

    private static double lower(Trials top, Trials bottom, double level) {
        if (top.k() == 0) {
            return 0;
        }
        double to = bottom.k() == 0 ? FURTHEST : Math.log(top.rate() / bottom.rate());
        return Math.exp(Bisection.root(excess(top, bottom, level), -FURTHEST, to));
    }

    /// How far the score test at log ratio x exceeds its critical value: negative inside the interval.
    private static DoubleUnaryOperator excess(Trials top, Trials bottom, double level) {
        double z = Quantiles.z(level);
        return x -> squaredScore(top, bottom, Math.exp(x)) - z * z;
    }

    private static double squaredScore(Trials top, Trials bottom, double ratio) {
        double m = top.n(), n = bottom.n(), all = m + n;
        double a = all * ratio, b = m * ratio + top.k() + n + bottom.k() * ratio, c = (double) top.k() + bottom.k();
        double second = 2 * c / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))); // the small root, without cancellation
        double first = Math.min(1, ratio * second);
        double variance = first * (1 - first) / m + ratio * ratio * second * (1 - second) / n;
        double gap = top.rate() - ratio * bottom.rate();
        return gap == 0 ? 0 : gap * gap / (variance * all / (all - 1));
    }
}
