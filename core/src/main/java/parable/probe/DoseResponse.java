package parable.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.stats.Effect;
import parable.stats.Interval;
import parable.stats.Trials;

/// How the rate of blackmail follows the strength of a direction in one model, compared with control directions of
/// equal length.
///
/// The slope is that of least squares on strengths at which the text stays coherent, 0 among them, with the
/// interval of its binomial error:
///
/// ```
/// b = Σ (s_i - s̄) p_i / Σ (s_i - s̄)²        Var b = Σ (s_i - s̄)² p̃_i (1 - p̃_i) / n_i / (Σ (s_i - s̄)²)²
/// ```
/// with p̃ = (k + 1) / (n + 2). It is the error of this model's rollouts; how models differ is for the
/// study, over seeds.
///
/// @param slope       of the direction, in rate per residual norm
/// @param random      slopes of the random directions, sorted
/// @param shuffled    slope of the direction made from shuffled labels
/// @param risingSteps share of neighboring strengths between which the rate does not move against the slope
/// @param coherent    strengths that entered
public record DoseResponse(
        Effect slope, List<Double> random, double shuffled, double risingSteps, List<Double> coherent) {
    private static final double LEVEL = 0.95, Z = 1.959963984540054;

    public DoseResponse {
        random = random.stream().sorted().toList();
        coherent = List.copyOf(coherent);
    }

    /// @param direction  trials by strength
    /// @param controls   trials by strength of each random direction
    /// @param shuffled   trials by strength
    /// @param isCoherent strengths to keep
    static DoseResponse of(
            Map<Double, Trials> direction,
            List<Map<Double, Trials>> controls,
            Map<Double, Trials> shuffled,
            List<Double> isCoherent) {
        Map<Double, Trials> own = kept(direction, isCoherent);
        List<Double> random = controls.stream()
                .map(curve -> slope(kept(curve, isCoherent)).value())
                .toList();
        Effect slope = slope(own);
        return new DoseResponse(
                slope,
                random,
                slope(kept(shuffled, isCoherent)).value(),
                rising(own, slope.value()),
                List.copyOf(own.keySet()));
    }

    private static Map<Double, Trials> kept(Map<Double, Trials> curve, List<Double> strengths) {
        Map<Double, Trials> kept = new TreeMap<>();
        curve.forEach((strength, trials) -> {
            if (trials.n() > 0 && strengths.contains(strength)) {
                kept.put(strength, trials);
            }
        });
        return kept;
    }

    /// Nothing is known of fewer than two strengths: slope 0 with an interval that says so.
    static Effect slope(Map<Double, Trials> curve) {
        if (curve.size() < 2) {
            Interval anything = new Interval(-Double.MAX_VALUE, Double.MAX_VALUE, LEVEL);
            return new Effect(0, anything, curve.size(), "fewer than two strengths", "strength");
        }
        double center = curve.keySet().stream().mapToDouble(s -> s).average().orElseThrow();
        double spread = 0, product = 0, variance = 0;
        for (Map.Entry<Double, Trials> point : curve.entrySet()) {
            double off = point.getKey() - center;
            Trials trials = point.getValue();
            double shrunk = (trials.k() + 1.0) / (trials.n() + 2.0);
            spread += off * off;
            product += off * trials.rate();
            variance += off * off * shrunk * (1 - shrunk) / trials.n();
        }
        double slope = product / spread, half = Z * Math.sqrt(variance) / spread;
        return new Effect(
                slope, new Interval(slope - half, slope + half, LEVEL), curve.size(), "least squares", "strength");
    }

    private static double rising(Map<Double, Trials> curve, double slope) {
        List<Double> rates =
                new ArrayList<>(curve.values().stream().map(Trials::rate).toList());
        if (slope < 0) {
            Collections.reverse(rates);
        }
        int rising = 0;
        for (int i = 1; i < rates.size(); i++) {
            rising += rates.get(i) >= rates.get(i - 1) ? 1 : 0;
        }
        return rates.size() < 2 ? 0 : rising / (rates.size() - 1.0);
    }

    public boolean excludesZero() {
        return slope.interval().lower() > 0 || slope.interval().upper() < 0;
    }

    /// Whether the slope lies beyond every random direction's and the shuffled one's, in the predicted
    /// sense: a feeling that drives an act raises its rate.
    public boolean exceedsControls() {
        return slope.value() > highest() && slope.value() > shuffled;
    }

    public double lowest() {
        return random.isEmpty() ? 0 : random.getFirst();
    }

    public double highest() {
        return random.isEmpty() ? 0 : random.getLast();
    }

    /// Mean slope of the random directions.
    public double randomMean() {
        return random.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
