package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// Places values along one direction of a plot.
///
/// @param from  value at `start`
/// @param to    value at `end`
/// @param start coordinate in user units; may exceed `end` for an axis that points up
record Ruler(double from, double to, double start, double end, List<Double> ticks) {

    /// A linear ruler with round ends over `values`; shares start at 0, because a rate has a floor.
    static Ruler over(Quantity quantity, DoubleStream values, double start, double end) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(1);
        if (quantity == Quantity.SHARE) {
            low = Math.min(0, low);
            high = Math.max(high, 0.04); // below four percent a rate of zero would fill the plot
        }
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double step = step(high - low);
        double from = step * Math.floor(low / step + 1e-9);
        double to = step * Math.ceil(high / step - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; from + i * step <= to + step / 2; i++) {
            ticks.add(from + i * step);
        }
        return new Ruler(from, to, start, end, List.copyOf(ticks));
    }

    double at(double value) {
        double share = (value - from) / (to - from);
        return start + Math.clamp(share, 0, 1) * (end - start);
    }

    /// The round step (1, 2 or 5 times a power of ten) that gives four to eight ticks.
    private static double step(double span) {
        double power = Math.pow(10, Math.floor(Math.log10(span / 4)));
        double times = span / 4 / power;
        return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
    }
}
