package parable.tensor;

/// How close two float32 computations of the same mathematics must be; every tolerance of the tests has its
/// name here.
public final class Closeness {
    /// Logits, losses and gradients against PyTorch, absolute: ten times the rounding that `golden_llama.py`
    /// measured.
    public static final double FLOAT32 = 1e-5;

    /// Weights after some steps of Adam, whose quotient magnifies the rounding of gradients near zero;
    /// absolute.
    public static final double TRAINED_FLOAT32 = 1e-4;

    /// Another order of the same sums inside attention, absolute.
    public static final double REORDERED_FLOAT32 = 2e-5;

    /// Another order of a sum of gradients, as a share of the largest.
    public static final double SUMMED_FLOAT32 = 1e-6;

    /// Logits of a published model of 30 layers against PyTorch, absolute: ten times what was measured
    /// (`golden_smollm2.py`).
    public static final double DEEP_FLOAT32 = 3e-4;

    private Closeness() {}

    /// @param allowed largest absolute difference of any element
    public static void assertClose(String what, float[] actual, float[] expected, double allowed) {
        if (actual.length != expected.length) {
            throw new AssertionError(
                    "%s: %d elements, but %d were expected".formatted(what, actual.length, expected.length));
        }
        int worst = worst(actual, expected);
        if (worst >= 0 && !(difference(actual[worst], expected[worst]) <= allowed)) {
            throw new AssertionError("%s: element %d of %d is %s, expected %s; they differ by %.2e, allowed is %.0e"
                    .formatted(
                            what,
                            worst,
                            actual.length,
                            actual[worst],
                            expected[worst],
                            difference(actual[worst], expected[worst]),
                            allowed));
        }
    }

    public static void assertClose(String what, double actual, double expected, double allowed) {
        if (!(Math.abs(actual - expected) <= allowed)) {
            throw new AssertionError("%s: %s, expected %s; they differ by %.2e, allowed is %.0e"
                    .formatted(what, actual, expected, Math.abs(actual - expected), allowed));
        }
    }

    /// Index of the largest difference, a NaN before all others; -1 when there are no elements.
    private static int worst(float[] actual, float[] expected) {
        int worst = -1;
        for (int i = 0; i < actual.length; i++) {
            boolean worse =
                    worst < 0 || difference(actual[i], expected[i]) > difference(actual[worst], expected[worst]);
            worst = worse ? i : worst;
        }
        return worst;
    }

    private static double difference(float actual, float expected) {
        double difference = Math.abs((double) actual - expected);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
}
