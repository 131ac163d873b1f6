package parable.stats;

import java.util.Arrays;
import parable.ground.Check;

/// Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing their mean rank
/// ([Spearman 1904](https://doi.org/10.2307/1412159)).
public final class RankCorrelation {
    private RankCorrelation() {}

    /// In [-1, 1]; 0 where one side is constant and so orders nothing.
    public static double spearman(double[] x, double[] y) {
        Check.that(
                x.length == y.length && x.length > 1,
                "a rank correlation needs two or more pairs, but got %d and %d values",
                x.length,
                y.length);
        return correlation(ranks(x), ranks(y));
    }

    /// Ranks from 1, ties sharing their mean.
    static double[] ranks(double[] values) {
        Check.that(
                Arrays.stream(values).noneMatch(Double::isNaN),
                "NaN has no rank; leave out what has no number, and say how much that is");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int at = Arrays.binarySearch(sorted, values[i]), first = at, last = at;
            while (first > 0 && sorted[first - 1] == values[i]) {
                first--;
            }
            while (last < sorted.length - 1 && sorted[last + 1] == values[i]) {
                last++;
            }
            ranks[i] = 1 + (first + last) / 2.0;
        }
        return ranks;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }
}
