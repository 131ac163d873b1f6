package parable.probe;

import java.util.Arrays;
import java.util.List;
import parable.ground.Check;

/// Mean and spread of readings over a reference population.
///
/// @param mean   of readings
/// @param spread their standard deviation, above 0
/// @param count  how many readings stand behind it
public record Scale(double mean, double spread, long count) {
    public Scale {
        Check.that(
                spread > 0 && Double.isFinite(spread) && Double.isFinite(mean),
                "%d readings with mean %s and spread %s standardize nothing; give finite readings that differ",
                count,
                mean,
                spread);
    }

    static Scale of(double[] readings) {
        double mean = Arrays.stream(readings).average().orElse(0);
        double squares =
                Arrays.stream(readings).map(r -> (r - mean) * (r - mean)).sum();
        return new Scale(mean, Math.sqrt(squares / Math.max(1, readings.length - 1)), readings.length);
    }

    static Scale of(List<Double> readings) {
        return of(readings.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// `z = (reading - mean) / spread`
    public double standardized(double reading) {
        return (reading - mean) / spread;
    }
}
