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
/// Unbiased whatever the predictions' errors. The interval uses Student's t of n - 1 degrees, because λ and the
/// spread are estimated from n labels.
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
        double value = labels().mean() + weight * (unlabelled.mean() - predictions().mean());
        double half = Quantiles.t(level, labelled.size() - 1.0) * Math.sqrt(variance(weight));
        Interval interval =
                half == 0 ? new Interval(low, high, level) : new Interval(value - half, value + half, level).clipped(low, high);
        return new Effect(Math.clamp(value, low, high), interval, labelled.size(), "PPI++", unit);
    }

    /// λ, the trust that the labels give the predictions: 0 ignores them.
    public double weight() {
        double spread = predictions().plus(unlabelled).variance();
        double share = (double) labelled.size() / unlabelled.n();
        return spread == 0 ? 0 : Math.clamp(covariance() / ((1 + share) * spread), 0, 1);
    }

    private double variance(double weight) {
        Moments rest = Moments.NONE;
        for (Pair pair : labelled) {
            rest = rest.with(pair.label - weight * pair.prediction);
        }
        return rest.variance() / labelled.size() + weight * weight * unlabelled.variance() / unlabelled.n();
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
