package parable.probe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import parable.ground.Check;

/// A number of the watched direction among the same number of control directions. A feeling's direction says
/// something only where it leads directions that were drawn blindly, and something of that feeling only where it leads
/// those of other feelings.
///
/// @param value    of the watched feeling
/// @param feelings of every other feeling, by name
/// @param shuffled of directions for the same feeling that were made from shuffled labels: they lie where states of
///                 stories vary, and move more than random ones do
/// @param random   of directions drawn evenly from the sphere, in the order of their numbers
public record Ranking(double value, Map<String, Double> feelings, List<Double> shuffled, List<Double> random) {
    private static final double RARE = 0.025;

    public Ranking {
        feelings = new TreeMap<>(feelings);
        shuffled = List.copyOf(shuffled);
        random = List.copyOf(random);
        Check.that(
                !feelings.isEmpty() && !shuffled.isEmpty() && !random.isEmpty(),
                "a rank needs other feelings, directions from shuffled labels and random ones");
    }

    /// One-sided p of leading random directions by luck: (1 + those at least as high) / (1 + all of them).
    public double pRandom() {
        return p(random);
    }

    /// The same among directions from shuffled labels.
    public double pShuffled() {
        return p(shuffled);
    }

    private double p(List<Double> others) {
        return (1.0 + others.stream().filter(other -> other >= value).count()) / (1 + others.size());
    }

    /// 1 where no other feeling is higher.
    public int amongFeelings() {
        return 1
                + (int) feelings.values().stream()
                        .filter(other -> other > value)
                        .count();
    }

    /// What must be exceeded for a [#pRandom()] of at most .025: of 50, the highest.
    public double randomEdge() {
        return edge(random);
    }

    public double shuffledEdge() {
        return edge(shuffled);
    }

    private static double edge(List<Double> others) {
        int above = Math.max(0, (int) Math.floor(RARE * (1 + others.size())) - 1);
        return others.stream().sorted(Comparator.reverseOrder()).toList().get(above);
    }

    public double randomMean() {
        return average(random);
    }

    public double feelingsMean() {
        return average(List.copyOf(feelings.values()));
    }

    /// The mean over models, direction by direction. Under chance the watched direction is as any random one, so
    /// the rank of the means is a fair test over all models.
    public static Ranking mean(List<Ranking> models) {
        Ranking first = models.getFirst();
        Map<String, Double> feelings = new TreeMap<>();
        first.feelings()
                .keySet()
                .forEach(name -> feelings.put(
                        name, mean(models, model -> model.feelings().getOrDefault(name, 0.0))));
        return new Ranking(
                mean(models, Ranking::value),
                feelings,
                byNumber(models, Ranking::shuffled),
                byNumber(models, Ranking::random));
    }

    private static List<Double> byNumber(List<Ranking> models, Function<Ranking, List<Double>> controls) {
        return IntStream.range(0, controls.apply(models.getFirst()).size())
                .mapToObj(i -> mean(models, model -> controls.apply(model).get(i)))
                .toList();
    }

    private static double mean(List<Ranking> models, Function<Ranking, Double> number) {
        return average(models.stream().map(number).toList());
    }

    private static double average(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
