package parable.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import parable.ground.Check;

/// One unit direction for each feeling, all made at one site by one method, with the mean and spread of
/// each over the stories that made them.
///
/// Readings of several feelings are compared after standardizing each column: the state that all stories
/// share has a large component along some directions, and without that the raw largest reading says which
/// direction is longest in the common state, not what is felt.
///
/// @param axes unit vectors by feeling, sorted
/// @param base mean and spread of each feeling's readings
public record EmotionAxes(Map<String, double[]> axes, Map<String, Scale> base) {
    /// Ridge of the discriminant: this share of the mean variance takes the place of as much of the covariance
    /// (Friedman 1989, [equation 18](https://doi.org/10.1080/01621459.1989.10478752)). Chosen on
    /// development seeds.
    public static final double SHRINKAGE = 0.1;

    /// Of the logistic regression, in units of the states' mean variance. Chosen on development seeds.
    public static final double PENALTY = 1.0;

    public EmotionAxes {
        axes = new TreeMap<>(axes);
        base = new TreeMap<>(base);
    }

    /// @param stories labelled states of at least two feelings
    /// @param neutral what is projected out of every direction; an empty basis for nothing
    static EmotionAxes fit(List<LabeledState> stories, Method method, NeutralSpace neutral) {
        Map<String, Moments> groups = groups(stories);
        Check.that(groups.size() > 1, "directions need stories of at least two feelings, but got %s", groups.keySet());
        Map<String, double[]> axes = new LinkedHashMap<>();
        raw(stories, groups, method).forEach((emotion, v) -> axes.put(emotion, Vectors.unit(neutral.without(v))));
        Map<String, Scale> base = new LinkedHashMap<>();
        axes.forEach((emotion, axis) -> base.put(emotion, scale(stories, axis)));
        return new EmotionAxes(axes, base);
    }

    private static Map<String, Moments> groups(List<LabeledState> stories) {
        Map<String, Moments> groups = new TreeMap<>();
        for (LabeledState story : stories) {
            groups.computeIfAbsent(story.emotion(), _ -> new Moments(story.state().length))
                    .add(story.state());
        }
        return groups;
    }

    private static Map<String, double[]> raw(List<LabeledState> stories, Map<String, Moments> groups, Method method) {
        return switch (method) {
            case MEAN_DIFFERENCE -> meanDifferences(groups);
            case WHITENED -> whitened(groups);
            case LOGISTIC -> logistic(stories, groups);
        };
    }

    /// `m_e - mean over e' of m_e'`
    static Map<String, double[]> meanDifferences(Map<String, Moments> groups) {
        double[] grand = new double[width(groups)];
        for (Moments group : groups.values()) {
            grand = Vectors.plus(grand, group.mean(), 1.0 / groups.size());
        }
        Map<String, double[]> differences = new LinkedHashMap<>();
        for (Map.Entry<String, Moments> group : groups.entrySet()) {
            differences.put(group.getKey(), Vectors.minus(group.getValue().mean(), grand));
        }
        return differences;
    }

    /// `Σ_w⁻¹ (m_e - grand mean)`, Σ_w the covariance inside feelings, shrunk.
    private static Map<String, double[]> whitened(Map<String, Moments> groups) {
        int width = width(groups);
        RealMatrix within = MatrixUtils.createRealMatrix(width, width);
        long count = 0;
        for (Moments group : groups.values()) {
            within = within.add(group.scatter());
            count += group.count();
        }
        RealMatrix covariance = within.add(within.transpose()).scalarMultiply(0.5 / count);
        double ridge = SHRINKAGE * covariance.getTrace() / width;
        RealMatrix shrunk = covariance
                .scalarMultiply(1 - SHRINKAGE)
                .add(MatrixUtils.createRealIdentityMatrix(width).scalarMultiply(ridge));
        DecompositionSolver solver = new CholeskyDecomposition(shrunk, 1e-9, 0).getSolver();
        Map<String, double[]> solved = new LinkedHashMap<>();
        meanDifferences(groups)
                .forEach((emotion, v) ->
                        solved.put(emotion, solver.solve(new ArrayRealVector(v)).toArray()));
        return solved;
    }

    private static Map<String, double[]> logistic(List<LabeledState> stories, Map<String, Moments> groups) {
        Moments all = new Moments(width(groups));
        stories.forEach(story -> all.add(story.state()));
        double variance = all.scatter().getTrace() / (all.count() * (double) width(groups));
        double[][] x = new double[stories.size()][];
        for (int i = 0; i < x.length; i++) {
            x[i] = Vectors.times(Vectors.minus(stories.get(i).state(), all.mean()), 1 / Math.sqrt(variance));
        }
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (String emotion : groups.keySet()) {
            boolean[] positive = new boolean[x.length];
            for (int i = 0; i < x.length; i++) {
                positive[i] = stories.get(i).emotion().equals(emotion);
            }
            weights.put(emotion, LogisticRegression.fit(x, positive, PENALTY).weights());
        }
        return weights;
    }

    private static int width(Map<String, Moments> groups) {
        return groups.values().iterator().next().mean().length;
    }

    private static Scale scale(List<LabeledState> stories, double[] axis) {
        double[] readings =
                stories.stream().mapToDouble(s -> Vectors.dot(axis, s.state())).toArray();
        return Scale.of(readings);
    }

    private Scale scale(String emotion) {
        return Objects.requireNonNull(base.get(emotion), emotion);
    }

    /// Reading of each feeling, standardized by column.
    public Map<String, Double> standardized(double[] state) {
        Map<String, Double> readings = new TreeMap<>();
        axes.forEach((emotion, axis) -> readings.put(emotion, scale(emotion).standardized(Vectors.dot(axis, state))));
        return readings;
    }

    /// The same axes with columns standardized over other states, whose labels are not looked at: what
    /// these have in common moves no column against another.
    EmotionAxes standardizedOn(List<LabeledState> population) {
        Map<String, Scale> scales = new LinkedHashMap<>();
        axes.forEach((emotion, axis) -> scales.put(emotion, scale(population, axis)));
        return new EmotionAxes(axes, scales);
    }

    /// Reading of each feeling as it is.
    Map<String, Double> raw(double[] state) {
        Map<String, Double> readings = new TreeMap<>();
        axes.forEach((emotion, axis) -> readings.put(emotion, Vectors.dot(axis, state)));
        return readings;
    }

    /// The feeling that reads highest; the first in order among equals.
    static String highest(Map<String, Double> readings) {
        Map.Entry<String, Double> best = readings.entrySet().iterator().next();
        for (Map.Entry<String, Double> reading : readings.entrySet()) {
            best = reading.getValue() > best.getValue() ? reading : best;
        }
        return best.getKey();
    }

    /// Which of `stories` read highest in their own feeling's column.
    List<Boolean> hits(List<LabeledState> stories, boolean standardize) {
        List<Boolean> hits = new ArrayList<>();
        for (LabeledState story : stories) {
            Map<String, Double> readings = standardize ? standardized(story.state()) : raw(story.state());
            hits.add(highest(readings).equals(story.emotion()));
        }
        return hits;
    }

    /// Mean over feelings of the share of their stories that are recognized.
    double balancedAccuracy(List<LabeledState> stories, boolean standardize) {
        List<Boolean> hits = hits(stories, standardize);
        Map<String, int[]> counts = new TreeMap<>();
        for (int i = 0; i < hits.size(); i++) {
            int[] count = counts.computeIfAbsent(stories.get(i).emotion(), _ -> new int[2]);
            count[0] += hits.get(i) ? 1 : 0;
            count[1]++;
        }
        return counts.values().stream()
                .mapToDouble(count -> (double) count[0] / count[1])
                .average()
                .orElse(0);
    }
}
