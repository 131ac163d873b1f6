package parable.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rule behind a table of rotary factors. GGUF files hold the table, `config.json` the rule, so a file with a
/// table can be written as a folder only where the rule is found.
///
/// In [RotaryScaling.Llama3] a pair of wavelength w that is blended has `(1/f − 1/factor) / (1 − 1/factor) = a/w − b`
/// with `a = context / (high − low)` and `b = low / (high − low)`; only their ratio to `low` matters, so it is 1.
final class RotaryFactors {
    /// How far a frequency may be off: the table holds float32.
    private static final double CLOSE = 1e-5;

    private static final int FEWEST = 2;

    private RotaryFactors() {}

    /// The point of one blended pair on the line `a/w − b`.
    private record Point(double inverse, double share) {}

    /// @param width channels of a head
    static Optional<RotaryScaling.Llama3> rule(RotaryScaling.Divided table, int width, double base) {
        List<Float> factors = table.factors();
        double factor = Collections.max(factors);
        List<Point> points = new ArrayList<>();
        for (int pair = 0; pair < factors.size(); pair++) {
            double each = factors.get(pair);
            if (each > 1 && each < factor) {
                points.add(new Point(
                        plain(pair, width, base) / (2 * Math.PI), (1 / each - 1 / factor) / (1 - 1 / factor)));
            }
        }
        return points.size() < FEWEST
                ? Optional.empty()
                : line(factor, points.getFirst(), points.getLast()).filter(rule -> fits(rule, factors, width, base));
    }

    private static Optional<RotaryScaling.Llama3> line(double factor, Point first, Point last) {
        double a = (first.share - last.share) / (first.inverse - last.inverse);
        double b = a * first.inverse - first.share;
        if (!(a > 0 && b > 0)) {
            return Optional.empty();
        }
        double high = Math.rint((1 + 1 / b) * 1000) / 1000;
        int context = (int) Math.min(Integer.MAX_VALUE, Math.rint(a / b));
        return high > 1 && context > 0
                ? Optional.of(new RotaryScaling.Llama3(factor, 1, high, context))
                : Optional.empty();
    }

    private static boolean fits(RotaryScaling rule, List<Float> factors, int width, double base) {
        return IntStream.range(0, factors.size()).allMatch(pair -> {
            float plain = plain(pair, width, base);
            return Math.abs(rule.of(pair, plain) * factors.get(pair) / plain - 1) < CLOSE;
        });
    }

    private static float plain(int pair, int width, double base) {
        return (float) (1 / Math.pow(base, 2.0 * pair / width));
    }
}
