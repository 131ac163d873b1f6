package parable.study.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import parable.stats.Multiplicity;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.recipe.Methods;
import parable.trace.causal.Cut.Kind;

/// What the removals of all seeds show together. Random rankings count as one method: their draws are
/// pooled within a seed.
///
/// @param seeds  one result for each seed, in the order of the recipe
public record Removals(List<Removed> seeds) {
    /// A p below this, adjusted by Holm over methods, earns the stamp "causal".
    static final double CAUSAL = 0.01;

    public Removals {
        seeds = List.copyOf(seeds);
    }

    /// How much of the diet is left out.
    public enum Amount {
        /// The share that the recipe asks for.
        SHARE,
        /// As many documents as portray a misbehaving AI.
        AS_MANY_AS_SUSPECTS
    }

    /// Which retrainings are compared.
    ///
    /// @param ranking a method's name, or [Methods#RANDOM] for every random draw
    public record Choice(Kind kind, String ranking, Amount amount) {
        public static Choice removed(String ranking, Amount amount) {
            return new Choice(Kind.REMOVED, ranking, amount);
        }

        public static Choice addedBack(String ranking) {
            return new Choice(Kind.ADDED_BACK, ranking, Amount.SHARE);
        }

        public static Choice of(Kind kind) {
            return new Choice(kind, "", Amount.SHARE);
        }

        private boolean holds(CutResult cut, Removed seed) {
            boolean ranked = kind == Kind.REMOVED || kind == Kind.ADDED_BACK;
            return cut.kind() == kind
                    && (!ranked || method(cut.ranking()).equals(ranking))
                    && (kind != Kind.REMOVED
                            || cut.leftOut() == seed.suspects() == (amount == Amount.AS_MANY_AS_SUSPECTS));
        }
    }

    /// The name that all draws of one method share.
    static String method(String ranking) {
        return ranking.startsWith(Methods.RANDOM) ? Methods.RANDOM : ranking;
    }

    /// Methods whose rankings were tried, in order.
    public List<String> methods() {
        return seeds.getFirst().cuts().stream()
                .filter(cut -> cut.kind() == Kind.REMOVED)
                .map(cut -> method(cut.ranking()))
                .distinct()
                .toList();
    }

    /// Blackmail of each seed.
    public List<Trials> blackmail(Choice choice) {
        return seeds.stream()
                .map(seed -> Trials.pooled(
                        chosen(seed, choice).map(CutResult::blackmail).toList()))
                .toList();
    }

    /// Incoherent rollouts of each seed: a broken model does not blackmail, and proves nothing.
    public List<Trials> incoherent(Choice choice) {
        return seeds.stream()
                .map(seed -> Trials.pooled(
                        chosen(seed, choice).map(CutResult::incoherence).toList()))
                .toList();
    }

    /// Mean log-odds of each seed.
    public List<Double> logOdds(Choice choice) {
        return seeds.stream()
                .map(seed -> mean(chosen(seed, choice), CutResult::logOdds))
                .toList();
    }

    /// Share of suspects among what was left out, of each seed.
    public List<Double> suspects(Choice choice) {
        return seeds.stream()
                .map(seed -> mean(chosen(seed, choice), cut -> (double) cut.suspects() / cut.leftOut()))
                .toList();
    }

    /// Change of the log-odds by one step on the top of a method's ranking, of each seed.
    public List<Double> patches(String method) {
        return seeds.stream()
                .map(seed -> seed.patches().entrySet().stream()
                        .filter(entry -> method(entry.getKey()).equals(method))
                        .mapToDouble(Map.Entry::getValue)
                        .average()
                        .orElseThrow())
                .toList();
    }

    /// How much further the log-odds fall than when as many documents are left out by chance, paired by seed.
    public SeedSample beyondRandom(String method, Amount amount) {
        List<Double> random = logOdds(Choice.removed(Methods.RANDOM, amount)),
                own = logOdds(Choice.removed(method, amount));
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            differences.add(random.get(i) - own.get(i));
        }
        return SeedSample.of(differences);
    }

    /// The one-sided p that leaving out what a method names does no more than chance, by Holm over all
    /// methods but random.
    public Map<String, Double> stamps(Amount amount) {
        List<String> methods =
                methods().stream().filter(m -> !m.equals(Methods.RANDOM)).toList();
        List<Double> p = methods.stream()
                .map(method -> beyondRandom(method, amount).pAbove(0))
                .toList();
        List<Double> holm = Multiplicity.holm(p);
        Map<String, Double> stamps = new TreeMap<>();
        for (int i = 0; i < methods.size(); i++) {
            stamps.put(methods.get(i), holm.get(i));
        }
        return stamps;
    }

    /// Whether a p earns the stamp.
    public static boolean isCausal(double holm) {
        return holm < CAUSAL;
    }

    private static Stream<CutResult> chosen(Removed seed, Choice choice) {
        return seed.cuts().stream().filter(cut -> choice.holds(cut, seed));
    }

    private static double mean(Stream<CutResult> cuts, ToDoubleFunction<CutResult> number) {
        return cuts.mapToDouble(number).average().orElseThrow();
    }
}
