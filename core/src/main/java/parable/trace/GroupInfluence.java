package parable.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Interval;

/// What documents of one kind do together. A group is better determined than any of its documents.
///
/// ```
/// total = Σ of the scores of its documents       mean = total / documents
/// ```
///
/// The interval is the percentile bootstrap over documents: it says how far another draw of documents would
/// move the mean for this one model, and nothing about other models. For those, take the means of several
/// seeds.
///
/// @param group     such as `ai-fiction`
/// @param documents how many were scored
/// @param total     first-order effect of the whole group, in the unit of the scores
/// @param mean      of one document
public record GroupInfluence(String group, int documents, double total, Effect mean) {
    /// Bootstrap samples: an error of about 2 % of the width of the interval.
    private static final int DRAWS = 2000;

    /// @param groups the group of each document id; documents without one are left out
    /// @return groups in alphabetical order
    public static List<GroupInfluence> of(Influence influence, Map<String, String> groups, long seed) {
        Map<String, List<Double>> scores = new TreeMap<>();
        influence.raising().scores().forEach((id, score) -> {
            String group = groups.get(id);
            if (group != null) {
                scores.computeIfAbsent(group, _ -> new ArrayList<>()).add(score);
            }
        });
        Check.that(!scores.isEmpty(), "no document of %s belongs to any of the groups", influence.method());
        return scores.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), seed))
                .toList();
    }

    private static GroupInfluence of(String group, List<Double> scores, long seed) {
        double[] values = scores.stream().mapToDouble(Double::doubleValue).toArray();
        double total = Arrays.stream(values).sum();
        double[] means = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> resampled(values, RandomStream.of(seed, "bootstrap of " + group, draw)))
                .sorted()
                .toArray();
        int cut = (int) Math.floor((1 - Estimate.LEVEL) / 2 * DRAWS);
        Interval interval = new Interval(means[cut], means[DRAWS - 1 - cut], Estimate.LEVEL);
        Effect mean = new Effect(total / values.length, interval, values.length, "bootstrap percentile", "document");
        return new GroupInfluence(group, values.length, total, mean);
    }

    private static double resampled(double[] values, RandomStream random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[random.below(values.length)];
        }
        return sum / values.length;
    }
}
