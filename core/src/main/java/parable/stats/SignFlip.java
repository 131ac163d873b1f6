package parable.stats;

import java.util.List;
import parable.ground.Check;
import parable.ground.RandomStream;

/// The sign-flip permutation test of paired differences (Fisher 1935, section 21): under no effect each unit's
/// difference could as well have had the other sign. The statistic is |sum|; it is exact for any symmetric law.
///
/// With m units no p below 2 / 2^m exists: 4 seeds reach .125, 5 reach .0625, 6 reach .031.
public final class SignFlip {
    /// Up to here all 2^m sign patterns are counted (1 million); beyond, patterns are drawn.
    public static final int MOST_ENUMERATED = 20;

    private static final int DRAWS = 20_000; // Monte Carlo error of p = .05: ± .003 (95 %)
    private static final double TIE = 1e-12;

    private SignFlip() {}

    /// Two-sided p.
    ///
    /// @param seed of the drawn patterns; without effect up to [#MOST_ENUMERATED] units
    public static double twoSided(List<Double> differences, long seed) {
        Check.that(!differences.isEmpty(), "a sign-flip test needs at least one difference");
        Check.that(
                differences.stream().allMatch(Double::isFinite),
                "a sign-flip test needs a finite number for every unit, but got %s; leave out units without a number",
                differences);
        double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray();
        return values.length <= MOST_ENUMERATED
                ? enumerated(values)
                : drawn(values, RandomStream.of(seed, "sign flip"));
    }

    /// The smallest two-sided p that `units` differences can reach.
    public static double smallestP(int units) {
        return Math.min(1, Math.scalb(2.0, -units)); // the observed pattern and its mirror
    }

    private static double enumerated(double[] values) {
        double limit = limit(values);
        long extreme = 0, patterns = 1L << values.length;
        for (long pattern = 0; pattern < patterns; pattern++) {
            extreme += Math.abs(sum(values, pattern)) >= limit ? 1 : 0;
        }
        return (double) extreme / patterns;
    }

    /// (1 + extreme) / (1 + draws), so that p is never 0 and the test keeps its level
    /// ([Phipson and Smyth 2010](https://doi.org/10.2202/1544-6115.1585)).
    private static double drawn(double[] values, RandomStream random) {
        double limit = limit(values);
        int extreme = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (double value : values) {
                sum += random.chance(0.5) ? value : -value;
            }
            extreme += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (1.0 + extreme) / (1.0 + DRAWS);
    }

    private static double sum(double[] values, long pattern) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (pattern >> i & 1) == 0 ? values[i] : -values[i];
        }
        return sum;
    }

    /// |observed sum|, less what rounding may add when the same numbers are summed with other signs.
    private static double limit(double[] values) {
        double size = 0;
        for (double value : values) {
            size += Math.abs(value);
        }
        return Math.abs(sum(values, 0)) - TIE * size;
    }
}
