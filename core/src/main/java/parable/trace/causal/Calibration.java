package parable.trace.causal;

import java.util.Arrays;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.stats.RankCorrelation;

/// What one unit of a score is worth: the change that leaving groups of documents out had, against the
/// change that their scores add up to.
///
/// ```
/// predicted(g) = - Σ over documents of g of score      actual(g) = f(text without g) - f(text)
/// actual ≈ intercept + slope · predicted                (least squares over groups)
/// ```
///
/// A method whose scores are nats of log-odds per document should have slope 1; ranks alone cannot show
/// that it has not.
///
/// @param slope of actual on predicted, in nats per unit of the score
/// @param rank  Spearman of the two over groups
public record Calibration(double slope, double rank) {
    /// @param without log-odds after training without each group
    /// @param whole   after training on everything
    /// @param scores  of each document
    /// @param masks   one row a group: 0 where the document belongs to it
    static Calibration of(double[] without, double whole, double[] scores, byte[][] masks) {
        Check.that(
                without.length == masks.length && without.length > 2,
                "a slope needs 3 groups or more, each with its retraining, but there are %d and %d",
                masks.length,
                without.length);
        double[] actual = Arrays.stream(without).map(f -> f - whole).toArray();
        double[] predicted =
                Arrays.stream(masks).mapToDouble(mask -> -leftOut(mask, scores)).toArray();
        return new Calibration(slope(predicted, actual), RankCorrelation.spearman(predicted, actual));
    }

    private static double leftOut(byte[] mask, double[] scores) {
        return IntStream.range(0, mask.length)
                .filter(document -> mask[document] == 0)
                .mapToDouble(document -> scores[document])
                .sum();
    }

    /// 0 where the predictions are all the same and so say nothing.
    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow(),
                meanY = Arrays.stream(y).average().orElseThrow();
        double xx = 0, xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xx == 0 ? 0 : xy / xx;
    }
}
