package parable.probe;

import java.util.Arrays;

/// The residual stream of one text at one site: a row of `width` numbers for each of its real tokens.
/// Padding is not part of it.
///
/// Valid while [Activations] hands it out.
///
/// @param values of the whole batch, row by row
/// @param from   index of this text's first number
public record TokenStates(float[] values, int from, int tokens, int width) {

    /// `v · h` of one token, summed in float64.
    public double dot(int token, double[] direction) {
        double sum = 0;
        int base = from + token * width;
        for (int i = 0; i < width; i++) {
            sum += direction[i] * values[base + i];
        }
        return sum;
    }

    /// Length of one token's state.
    public double norm(int token) {
        double sum = 0;
        int base = from + token * width;
        for (int i = 0; i < width; i++) {
            sum += (double) values[base + i] * values[base + i];
        }
        return Math.sqrt(sum);
    }

    /// One token's state in float64.
    public double[] state(int token) {
        double[] state = new double[width];
        Arrays.setAll(state, i -> values[from + token * width + i]);
        return state;
    }

    /// Mean state over the real tokens from `start` on, in float64.
    public double[] mean(int start) {
        double[] mean = new double[width];
        for (int token = start; token < tokens; token++) {
            int base = from + token * width;
            for (int i = 0; i < width; i++) {
                mean[i] += values[base + i];
            }
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= tokens - start;
        }
        return mean;
    }
}
