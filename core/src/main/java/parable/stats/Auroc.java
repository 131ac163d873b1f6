package parable.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import parable.ground.Check;

/// The area under the ROC curve: the chance that a positive scores above a negative, ties counting half
/// (Mann-Whitney).
///
/// ```
/// A = mean over pairs of [x > y] + [x = y] / 2
/// Var A = Var(V10) / m + Var(V01) / n      V: each score's mean win over the other class
/// ```
///
/// ([DeLong, DeLong, Clarke-Pearson 1988](https://doi.org/10.2307/2531595)). The interval is taken on the logit
/// scale, where it cannot leave [0, 1], with Student's t and the degrees of freedom of [Brunner and Munzel
/// 2000](https://doi.org/10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U): in 4,000 simulated
/// studies of 5 positives against 100 negatives the 95 % interval covered 92 % and more with t, 86 % and more
/// with z. At a perfect separation that variance is 0; there the score interval of [Newcombe
/// 2006](https://doi.org/10.1002/sim.2324), method 5, is given. Scores must be independent: with several tokens
/// or rollouts of one scenario, score the scenario once.
public final class Auroc {
    private Auroc() {}

    /// Scores that may be compared with each other, such as those of one classifier.
    public record Stratum(List<Double> positives, List<Double> negatives) {
        public Stratum {
            positives = List.copyOf(positives);
            negatives = List.copyOf(negatives);
            Check.that(
                    Stream.concat(positives.stream(), negatives.stream()).noneMatch(score -> score.isNaN()),
                    "an area under the ROC curve needs a number for every score, but some are NaN; leave them out"
                            + " and say how many");
        }
    }

    /// With one class empty nothing is known: 0.5 in [0, 1].
    public static Effect of(List<Double> positives, List<Double> negatives, double level, String unit) {
        return within(List.of(new Stratum(positives, negatives)), level, unit);
    }

    /// The mean area over strata of about equal size, each score compared with those of its own stratum only. A
    /// stratum with one class empty compares nothing.
    public static Effect within(List<Stratum> strata, double level, String unit) {
        double[] up = strata.stream()
                .flatMapToDouble(s -> wins(s.positives(), s.negatives()))
                .toArray();
        double[] down = strata.stream()
                .flatMapToDouble(s -> wins(s.negatives(), s.positives()))
                .toArray();
        int m = up.length, n = down.length;
        if (m == 0 || n == 0) {
            int scores = strata.stream()
                    .mapToInt(s -> s.positives().size() + s.negatives().size())
                    .sum();
            return new Effect(0.5, new Interval(0, 1, level), scores, "no data", unit);
        }
        double area = mean(up), first = spread(up) / m, second = spread(down) / n;
        if (first + second == 0 || area == 0 || area == 1 || m == 1 || n == 1) {
            return new Effect(area, score(area, m, n, level), m + n, "Newcombe score", unit);
        }
        double freedom = (first + second) * (first + second) / (first * first / (m - 1) + second * second / (n - 1));
        double reach = Quantiles.t(level, freedom) * Math.sqrt(first + second);
        return new Effect(area, logit(area, reach, level), m + n, "DeLong", unit);
    }

    /// For each score the share of `others` below it, ties counting half; nothing where there are none.
    private static DoubleStream wins(List<Double> scores, List<Double> others) {
        double[] sorted =
                others.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0
                ? DoubleStream.empty()
                : scores.stream().mapToDouble(s -> (below(sorted, s) + atMost(sorted, s)) / (2.0 * sorted.length));
    }

    /// The interval area ± reach, bent onto the logit scale.
    private static Interval logit(double area, double reach, double level) {
        double center = Math.log(area / (1 - area)), half = reach / (area * (1 - area));
        return new Interval(logistic(center - half), logistic(center + half), level);
    }

    /// All areas θ with (A - θ)² <= z² θ(1-θ) (1 + h(1-θ)/(2-θ) + hθ/(1+θ)) / (mn), h = (m+n)/2 - 1.
    private static Interval score(double area, int m, int n, double level) {
        double z = Quantiles.z(level), h = (m + n) / 2.0 - 1;
        DoubleUnaryOperator excess = x -> (area - x) * (area - x)
                - z * z * x * (1 - x) * (1 + h * (1 - x) / (2 - x) + h * x / (1 + x)) / ((double) m * n);
        double lower = area == 0 ? 0 : Bisection.root(excess, Double.MIN_NORMAL, Math.min(area, 1 - 1e-12));
        double upper = area == 1 ? 1 : Bisection.root(excess, Math.max(area, 1e-12), 1 - 1e-15);
        return new Interval(lower, upper, level);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /// Unbiased variance; 0 for a single value.
    private static double spread(double[] values) {
        double mean = mean(values);
        return values.length == 1
                ? 0
                : Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static int below(double[] sorted, double value) {
        int low = 0, high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int atMost(double[] sorted, double value) {
        return below(sorted, Math.nextUp(value));
    }
}
