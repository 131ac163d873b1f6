package parable.stats;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parable.ground.Check;

/// The ratio of two means over training seeds, such as what is left of a gain, with Fieller's interval
/// ([Fieller 1954](https://doi.org/10.1111/j.2517-6161.1954.tb00159.x), section 4): all ratios φ that a t
/// test of `mean(top - φ bottom) = 0` does not reject. Seeds are paired.
///
/// ```
/// g  = t² v22 / b²                     a = mean(top), b = mean(bottom)
/// φ  = (a / b - g v12 / v22 ± t/b sqrt(v11 - 2 v12 a/b + v22 (a/b)² - g (v11 - v12²/v22))) / (1 - g)
/// ```
/// v are the variances and the covariance of the two means, the variances never below their binomial floors
/// (see [SeedSample]). Where the bottom is not clearly positive (g >= 1 or b <= 0) the accepted ratios have
/// no two ends, and there is no answer.
///
/// Coverage of the 95 % interval in 4,000 simulated studies with bottoms four standard errors above 0: 94 to 96
/// %, with 3 seeds and with 6.
public final class PairedRatio {
    private PairedRatio() {}

    /// @param top    of each seed
    /// @param bottom of the same seeds in the same order
    /// @return empty where the bottom is not clearly positive, or there is one seed
    public static Optional<Effect> of(SeedSample top, SeedSample bottom, double level, String unit) {
        Check.that(
                top.seeds() == bottom.seeds(),
                "a ratio is paired by seed, but its top has %d seeds and its bottom %d",
                top.seeds(),
                bottom.seeds());
        if (top.seeds() == 1) {
            return Optional.empty();
        }
        int m = top.seeds();
        double a = top.mean(), b = bottom.mean(), t = Quantiles.t(level, m - 1);
        double v11 = top.variance() / m,
                v22 = bottom.variance() / m,
                v12 = covariance(top.values(), bottom.values()) / m;
        double g = t * t * v22 / (b * b);
        if (b <= 0 || g >= 1) {
            return Optional.empty();
        }
        double ratio = a / b, shift = v22 == 0 ? 0 : g * v12 / v22;
        double rest = v22 == 0 ? 0 : g * (v11 - v12 * v12 / v22);
        double root = Math.sqrt(Math.max(0, v11 - 2 * v12 * ratio + v22 * ratio * ratio - rest));
        double center = (ratio - shift) / (1 - g), half = t / b * root / (1 - g);
        return Optional.of(new Effect(ratio, new Interval(center - half, center + half, level), m, "Fieller", unit));
    }

    private static double covariance(List<Double> x, List<Double> y) {
        double meanX = mean(x), meanY = mean(y);
        return IntStream.range(0, x.size())
                        .mapToDouble(i -> (x.get(i) - meanX) * (y.get(i) - meanY))
                        .sum()
                / (x.size() - 1);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
