package parable.stats;

import java.util.Arrays;

/// A law on finitely many points, for sums of a few independent numbers. The same input gives the same bits.
///
/// Between the middles of two neighboring points' probabilities the distribution function is a straight line.
///
/// @param points  ascending
/// @param weights of the points, with sum 1
record Law(double[] points, double[] weights) {
    /// Equal cells that a sum is gathered in, each at the mean of what fell into it.
    private static final int CELLS = 4_000;

    static Law of(double[] points, double[] weights) {
        double total = Arrays.stream(weights).sum();
        return new Law(points, Arrays.stream(weights).map(w -> w / total).toArray());
    }

    Law times(double factor) {
        int n = points.length;
        double[] places = new double[n], masses = new double[n];
        for (int i = 0; i < n; i++) {
            int from = factor < 0 ? n - 1 - i : i;
            places[i] = factor * points[from];
            masses[i] = weights[from];
        }
        return new Law(places, masses);
    }

    /// The law of the sum with an independent number.
    Law plus(Law other) {
        double low = points[0] + other.points[0];
        double width = (points[points.length - 1] + other.points[other.points.length - 1] - low) / (CELLS - 1);
        double[] places = new double[CELLS], masses = new double[CELLS];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < other.points.length; j++) {
                double sum = points[i] + other.points[j], mass = weights[i] * other.weights[j];
                int cell = Math.min(CELLS - 1, (int) ((sum - low) / width));
                places[cell] += mass * sum;
                masses[cell] += mass;
            }
        }
        int kept = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            if (masses[cell] > 0) {
                places[kept] = places[cell] / masses[cell];
                masses[kept++] = masses[cell];
            }
        }
        return of(Arrays.copyOf(places, kept), Arrays.copyOf(masses, kept));
    }

    /// P(X < x).
    double below(double x) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            if (x <= points[i]) {
                return i == 0 ? 0 : sum - weights[i - 1] / 2 + share(x, i) * (weights[i - 1] + weights[i]) / 2;
            }
            sum += weights[i];
        }
        return 1;
    }

    /// How far x lies from point i - 1 to point i.
    private double share(double x, int i) {
        return (x - points[i - 1]) / (points[i] - points[i - 1]);
    }

    double quantile(double probability) {
        double reached = weights[0] / 2;
        for (int i = 1; i < points.length; i++) {
            double step = (weights[i - 1] + weights[i]) / 2;
            if (reached + step >= probability) {
                double share = Math.clamp((probability - reached) / step, 0, 1);
                return points[i - 1] + share * (points[i] - points[i - 1]);
            }
            reached += step;
        }
        return points[points.length - 1];
    }
}
