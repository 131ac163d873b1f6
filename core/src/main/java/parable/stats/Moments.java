package parable.stats;

/// Count, sum and sum of squares of numbers too many to keep. Immutable.
public record Moments(long n, double sum, double squares) {
    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments with(double value) {
        return new Moments(n + 1, sum + value, squares + value * value);
    }

    public Moments plus(Moments other) {
        return new Moments(n + other.n, sum + other.sum, squares + other.squares);
    }

    /// 0 of no number.
    public double mean() {
        return n == 0 ? 0 : sum / n;
    }

    /// Unbiased; 0 of fewer than two.
    double variance() {
        return n < 2 ? 0 : Math.max(0, squares - sum * sum / n) / (n - 1);
    }

    /// The mean with Student's t, clipped to [low, high], which hold every value. Without two different values the
    /// interval is that whole range: a spread of 0 says nothing of what was not seen.
    public Effect mean(double low, double high, double level, String unit) {
        int units = (int) Math.min(Integer.MAX_VALUE, n);
        if (variance() == 0) {
            double value = n == 0 ? (low + high) / 2 : mean();
            return new Effect(value, new Interval(low, high, level), units, "no data", unit);
        }
        double half = Quantiles.t(level, n - 1.0) * Math.sqrt(variance() / n);
        return new Effect(
                mean(), new Interval(mean() - half, mean() + half, level).clipped(low, high), units, "t", unit);
    }
}
