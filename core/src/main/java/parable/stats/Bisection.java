package parable.stats;

import java.util.function.DoubleUnaryOperator;

/// Finds a sign change by halving: slow, but it cannot miss, and it gives the same bits everywhere.
final class Bisection {
    private static final int HALVINGS = 100; // more than a double can tell apart

    private Bisection() {}

    /// @return where `f` changes sign between `low` and `high`; `f(low)` and `f(high)` must not share a sign
    static double root(DoubleUnaryOperator f, double low, double high) {
        boolean startsPositive = f.applyAsDouble(low) > 0;
        double left = low, right = high;
        for (int i = 0; i < HALVINGS && right - left > Math.ulp(left); i++) {
            double middle = (left + right) / 2;
            if (f.applyAsDouble(middle) > 0 == startsPositive) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return (left + right) / 2;
    }
}
