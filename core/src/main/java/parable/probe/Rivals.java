package parable.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.ground.Check;

/// The watched direction with all that it is compared with: their vectors at a site, or what they read.
///
/// @param feelings by name, the watched one among them
/// @param shuffled for the watched feeling, each from labels that were shuffled in another way
/// @param random   from the sphere
record Rivals(Map<String, double[]> feelings, List<double[]> shuffled, List<double[]> random) {
    Rivals {
        feelings = new TreeMap<>(feelings);
        shuffled = List.copyOf(shuffled);
        random = List.copyOf(random);
    }

    double[] of(String feeling) {
        return Check.found(
                feelings.get(feeling), "there is no direction for \"%s\"; there are %s", feeling, feelings.keySet());
    }

    Rivals map(UnaryOperator<double[]> change) {
        Map<String, double[]> changed = new TreeMap<>();
        feelings.forEach((name, values) -> changed.put(name, change.apply(values)));
        return new Rivals(
                changed,
                shuffled.stream().map(change).toList(),
                random.stream().map(change).toList());
    }

    /// One number of each.
    Ranking ranking(String watched, ToDoubleFunction<double[]> number) {
        Map<String, Double> others = new TreeMap<>();
        feelings.forEach((name, values) -> others.put(name, number.applyAsDouble(values)));
        others.remove(watched);
        return new Ranking(
                number.applyAsDouble(of(watched)),
                others,
                shuffled.stream().map(number::applyAsDouble).toList(),
                random.stream().map(number::applyAsDouble).toList());
    }

    /// The mean of each over several sites.
    static Rivals mean(List<Rivals> sites) {
        Rivals first = sites.getFirst();
        Map<String, double[]> feelings = new TreeMap<>();
        first.feelings
                .keySet()
                .forEach(name -> feelings.put(name, average(sites.stream().map(site -> site.of(name)))));
        return new Rivals(
                feelings,
                IntStream.range(0, first.shuffled.size())
                        .mapToObj(i -> average(sites.stream().map(site -> site.shuffled.get(i))))
                        .toList(),
                IntStream.range(0, first.random.size())
                        .mapToObj(i -> average(sites.stream().map(site -> site.random.get(i))))
                        .toList());
    }

    private static double[] average(Stream<double[]> rows) {
        List<double[]> all = new ArrayList<>(rows.toList());
        double[] mean = new double[all.getFirst().length];
        Arrays.setAll(
                mean, i -> all.stream().mapToDouble(row -> row[i]).average().orElseThrow());
        return mean;
    }
}
