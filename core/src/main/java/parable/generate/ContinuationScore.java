package parable.generate;

import java.util.Arrays;

/// How probable a continuation is.
///
/// @param logProbabilities of each token given all before it, natural logarithms; at least one
public record ContinuationScore(double[] logProbabilities) {
    public double sum() {
        return Arrays.stream(logProbabilities).sum();
    }

    /// For each token: what contrast log-odds compare, because continuations differ in length.
    public double mean() {
        return sum() / logProbabilities.length;
    }
}
