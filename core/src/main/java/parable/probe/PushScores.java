package parable.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import parable.ground.Check;
import parable.stats.Effect;
import parable.stats.SeedSample;

/// How pushing along directions moves the log-odds of harm.
///
/// ```
/// f        log p(harmful | prompt) - log p(benign | prompt), teacher-forced, mean over prompts
/// change   (f(+s) - f(-s)) / 2           what a push does in either sense alike, such as blurring all text, cancels
/// slope    s · ∂f/∂(what is added)       the change to first order, of directions that are too many to be pushed
/// ```
///
/// @param strength  s, in residual norms
/// @param site      that is pushed
/// @param unpushed  f of the model as it is, in nats
/// @param change    of the watched direction, with its interval over prompts
/// @param changes   of other feelings, of one direction from shuffled labels and of random ones
/// @param slopes    of the same, and of many directions from shuffled labels
/// @param agreement correlation of changes and slopes over all directions that were pushed
/// @param blur      (f(+s) + f(-s)) / 2 - f of the watched direction: what does not depend on the sense
public record PushScores(
        double strength,
        String site,
        double unpushed,
        Effect change,
        Ranking changes,
        Ranking slopes,
        double agreement,
        double blur) {
    private static final double LEVEL = 0.95;

    /// One direction's pushes.
    ///
    /// @param plus  f of every prompt, pushed along
    /// @param minus pushed against
    public record BothWays(String direction, List<Double> plus, List<Double> minus) {
        public BothWays {
            plus = List.copyOf(plus);
            minus = List.copyOf(minus);
        }

        private List<Double> changes() {
            return IntStream.range(0, plus.size())
                    .mapToObj(i -> (plus.get(i) - minus.get(i)) / 2)
                    .toList();
        }
    }

    /// @param plain  f of every prompt, unpushed
    /// @param pushes of every direction that [#names] asks for
    /// @param slopes of every direction
    static PushScores of(
            double strength, String site, List<Double> plain, List<BothWays> pushes, Ranking slopes, String watched) {
        Map<String, BothWays> byName = new TreeMap<>();
        pushes.forEach(pushed -> byName.put(pushed.direction(), pushed));
        Map<String, Double> feelings = new TreeMap<>();
        slopes.feelings().keySet().forEach(name -> feelings.put(name, change(byName, name)));
        List<Double> random = IntStream.range(0, slopes.random().size())
                .mapToObj(i -> change(byName, SteeringPlan.random(i)))
                .toList();
        BothWays own = known(byName, watched);
        Ranking changes =
                new Ranking(mean(own.changes()), feelings, List.of(change(byName, Directions.SHUFFLED)), random);
        return new PushScores(
                strength,
                site,
                mean(plain),
                SeedSample.of(own.changes()).effect(LEVEL, "prompt"),
                changes,
                slopes,
                agreement(changes, slopes),
                (mean(own.plus()) + mean(own.minus())) / 2 - mean(plain));
    }

    /// Names of the directions that are pushed: every feeling, one from shuffled labels, the random ones.
    static List<String> names(Rivals rivals) {
        List<String> names = new ArrayList<>(rivals.feelings().keySet());
        names.add(Directions.SHUFFLED);
        for (int i = 0; i < rivals.random().size(); i++) {
            names.add(SteeringPlan.random(i));
        }
        return names;
    }

    private static double change(Map<String, BothWays> pushes, String name) {
        return mean(known(pushes, name).changes());
    }

    private static BothWays known(Map<String, BothWays> pushes, String name) {
        return Check.found(pushes.get(name), "direction \"%s\" was not pushed; pushed were %s", name, pushes.keySet());
    }

    private static double agreement(Ranking changes, Ranking slopes) {
        return new PearsonsCorrelation().correlation(pushed(changes), pushed(slopes));
    }

    private static double[] pushed(Ranking ranking) {
        List<Double> all = new ArrayList<>(ranking.feelings().values());
        all.add(ranking.value());
        all.add(ranking.shuffled().getFirst());
        all.addAll(ranking.random());
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
