package parable.stats;

import java.util.List;
import parable.ground.Check;

/// A mean from many predictions and a random subset of the same units labelled by people: [PredictionPowered] for
/// values that are no yes or no ([Angelopoulos, Duchi, Zrnic 2023](https://arxiv.org/abs/2311.01453), PPI++):
///
/// ```
/// θ = mean(Y) + λ (mean(f over unlabelled) - mean(f over labelled)),   λ = Cov(Y, f) / ((1 + n/N) Var(f))
/// Var θ = Var(Y - λf) / n + λ² Var(f) / N
/// ```
///
/// Unbiased whatever the predictions' errors. λ is fitted to the very labels whose residuals tell the spread, so each
/// residual is divided by 1 - h, h its leverage in that fit ([MacKinnon, White
/// 1985](https://doi.org/10.1016/0304-4076(85)90158-7), HC3), and t has n - 2 degrees. With plain residuals and 30
/// labels the 95 % interval covered .925 in simulation; so it covers .939 with 30 and .94 or more from 100 on.
///
/// @param labelled   label and prediction of each labelled unit
/// @param unlabelled predictions of all other units
public record PredictionPoweredMean(List<Pair> labelled, Moments unlabelled) {
    private static final int FEWEST = 10;

    public record Pair(double label, double prediction) {}

    public PredictionPoweredMean {
        labelled = List.copyOf(labelled);
        Check.that(
                labelled.size() >= FEWEST && unlabelled.n() >= 2,
                "at least %d labelled and 2 unlabelled units are needed, but there were %d and %d",
                FEWEST,
                labelled.size(),
                unlabelled.n());
    }

    /// @param low  least possible value
    /// @param high greatest possible value
    public Effect estimate(double low, double high, double level, String unit) {
        double weight = weight();
        double value =
                labels().mean() + weight * (unlabelled.mean() - predictions().mean());
        double half = Quantiles.t(level, labelled.size() - 2.0) * Math.sqrt(variance(weight));
        Interval interval = half == 0
                ? new Interval(low, high, level)
                : new Interval(value - half, value + half, level).clipped(low, high);
        return new Effect(Math.clamp(value, low, high), interval, labelled.size(), "PPI++", unit);
    }

    /// λ, the trust that the labels give the predictions: 0 ignores them.
    public double weight() {
        double spread = predictions().plus(unlabelled).variance();
        double share = (double) labelled.size() / unlabelled.n();
        return spread == 0 ? 0 : Math.clamp(covariance() / ((1 + share) * spread), 0, 1);
    }

    private double variance(double weight) {
        double y = labels().mean(), f = predictions().mean(), n = labelled.size();
        double spread = Math.max(Double.MIN_NORMAL, predictions().variance() * (n - 1));
        double sum = 0;
        for (Pair pair : labelled) {
            double rest = pair.label - y - weight * (pair.prediction - f);
            double leverage = 1 / n + (weight == 0 ? 0 : (pair.prediction - f) * (pair.prediction - f) / spread);
            double freed = rest / Math.max(1 / n, 1 - leverage);
            sum += freed * freed;
        }
        return sum / (n * n) + weight * weight * unlabelled.variance() / unlabelled.n();
    }

    private double covariance() {
        double y = labels().mean(), f = predictions().mean(), sum = 0;
        for (Pair pair : labelled) {
            sum += (pair.label - y) * (pair.prediction - f);
        }
        return sum / (labelled.size() - 1);
    }

    private Moments labels() {
        return labelled.stream().map(pair -> Moments.NONE.with(pair.label)).reduce(Moments.NONE, Moments::plus);
    }

    private Moments predictions() {
        return labelled.stream().map(pair -> Moments.NONE.with(pair.prediction)).reduce(Moments.NONE, Moments::plus);
    }
}
