package parable.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import parable.ground.Check;

/// Many tests at once. Adjusted p-values keep the order of the input and are compared with α as they are.
public final class Multiplicity {
    private Multiplicity() {}

    /// [Holm 1979](https://www.jstor.org/stable/4615733): bounds the chance of any false claim in the family,
    /// however the tests depend on each other. For gates. The i-th smallest p becomes max over j <= i of (m -
    /// j + 1) p_j.
    public static List<Double> holm(List<Double> p) {
        int[] order = ascending(p);
        double[] adjusted = new double[p.size()];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, (order.length - rank) * p.get(order[rank]));
            adjusted[order[rank]] = Math.min(1, largest);
        }
        return IntStream.range(0, adjusted.length).mapToObj(i -> adjusted[i]).toList();
    }

    /// Two-sided Clopper-Pearson intervals that hold for all groups at once with confidence `level`
    /// (Bonferroni). Each carries the level at which it was computed.
    public static List<Interval> simultaneous(List<Trials> groups, double level) {
        double each = 1 - (1 - level) / Math.max(1, groups.size());
        return groups.stream()
                .map(t -> Binomial.clopperPearson(t.k(), t.n(), each))
                .toList();
    }

    private static int[] ascending(List<Double> p) {
        for (double value : p) {
            Check.share("p", value);
        }
        return IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .mapToInt(i -> i)
                .toArray();
    }
}
