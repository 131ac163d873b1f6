package parable.stats;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/// The few quantiles that intervals need. Error below 1e-9 (Hipparchus' own solver accuracy).
final class Quantiles {
    private static final double ACCURACY = 1e-12;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private Quantiles() {}

    /// z with probability `level` between -z and z, such as 1.96 for 0.95.
    static double z(double level) {
        Interval.checkLevel(level);
        return NORMAL.inverseCumulativeProbability((1 + level) / 2);
    }

    /// t with probability `level` between -t and t.
    static double t(double level, double freedom) {
        Interval.checkLevel(level);
        return new TDistribution(freedom).inverseCumulativeProbability((1 + level) / 2);
    }

    /// P(T > t) of Student's distribution, accurate in the far tail.
    static double tailOfT(double t, double freedom) {
        return new TDistribution(freedom).cumulativeProbability(-t);
    }

    static double normalCdf(double x) {
        return NORMAL.cumulativeProbability(x);
    }

    static double beta(double probability, double a, double b) {
        return new BetaDistribution(a, b, ACCURACY).inverseCumulativeProbability(probability);
    }
}
