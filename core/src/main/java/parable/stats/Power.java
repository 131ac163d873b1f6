package parable.stats;

import java.util.OptionalInt;
import org.hipparchus.special.Gamma;
import parable.ground.Check;

/// What a study can see before it is run.
public final class Power {
    private static final int PANELS = 2_000; // of Simpson's rule; error below 1e-9 for 2 or more degrees of freedom

    /// Beyond it a study is another study.
    public static final int MOST_SEEDS = 1_000;

    private Power() {}

    /// How many trials with at most `events` events show the rate to be below `limit` with confidence `level`,
    /// at one look fixed beforehand: the smallest n with P(X <= events | n, limit) <= 1 - level.
    public static int trialsForLimit(int events, double limit, double level) {
        Check.that(limit > 0 && limit < 1, "a limit for a rate lies in (0, 1), but was %s", limit);
        int low = events, high = events + 1;
        while (Binomial.atMost(events, high, limit) > 1 - level) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (Binomial.atMost(events, middle, limit) > 1 - level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// The power of a two-sided paired t test over `seeds` when the mean difference is `difference` and
    /// differences scatter by `deviation` from seed to seed: the noncentral t law, integrated over the
    /// scatter's own law.
    public static double pairedSeeds(double difference, double deviation, int seeds, double level) {
        Check.that(seeds >= 2, "a paired test needs at least 2 seeds, but was given %d", seeds);
        Check.that(deviation > 0, "the standard deviation of the differences must be positive, but was %s", deviation);
        int freedom = seeds - 1;
        double shift = Math.abs(difference) / deviation * Math.sqrt(seeds), critical = Quantiles.t(level, freedom);
        double most = 1 + 12 / Math.sqrt(2.0 * freedom) + 4; // the relative scatter s/σ is practically never larger
        double step = most / PANELS, sum = 0;
        for (int i = 1; i <= PANELS; i++) {
            double s = i * step, weight = i == PANELS ? 1 : i % 2 == 1 ? 4 : 2;
            double beyond = Quantiles.normalCdf(shift - critical * s) + Quantiles.normalCdf(-shift - critical * s);
            sum += weight * scatter(s, freedom) * beyond;
        }
        double atZero = freedom == 1 ? scatter(0, 1) : 0; // the only density of scatter that does not start at 0
        return (sum + atZero) * step / 3;
    }

    /// The fewest seeds of a paired t test with this power; empty where even [#MOST_SEEDS] have less.
    public static OptionalInt seedsNeeded(double difference, double deviation, double level, double power) {
        if (pairedSeeds(difference, deviation, MOST_SEEDS, level) < power) {
            return OptionalInt.empty();
        }
        int low = 1, high = MOST_SEEDS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (pairedSeeds(difference, deviation, middle, level) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalInt.of(high);
    }

    /// The smallest mean difference that `seeds` paired seeds detect with probability `power`, in the unit of
    /// `deviation`.
    public static double detectableDifference(double deviation, int seeds, double level, double power) {
        double most = deviation;
        while (pairedSeeds(most, deviation, seeds, level) < power) {
            most *= 2;
        }
        return Bisection.root(d -> pairedSeeds(d, deviation, seeds, level) - power, 0, most);
    }

    /// Density of s/σ with `freedom` degrees of freedom: that of √(χ²/ν).
    private static double scatter(double s, int freedom) {
        double half = freedom / 2.0;
        double power = freedom == 1 ? 0 : (freedom - 1) * Math.log(s);
        return Math.exp(Math.log(2) + half * Math.log(half) - Gamma.logGamma(half) + power - half * s * s);
    }
}
