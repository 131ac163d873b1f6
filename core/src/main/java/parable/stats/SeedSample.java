package parable.stats;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import parable.ground.Check;

/// One number for each training seed, and what may be said about their mean.
///
/// The training seed is the unit of replication: rollouts of one trained model tell how that model behaves, not
/// what the training data do. With m seeds the mean is judged by Student's t with m - 1 degrees of freedom
/// ([Student 1908](https://doi.org/10.1093/biomet/6.1.1)).
///
/// Few seeds with rates near 0 can agree by luck and would give an interval of width 0. Therefore the variance
/// between seeds is never taken below the binomial variance that their finite rollouts alone cause (with
/// Laplace's rates, which are never 0). This can only widen the interval.
///
/// Coverage of the 95 % interval in 4,000 simulated studies with 4 to 6 seeds: 94 to 95 % for rates Beta(4,
/// 8); 89 to 91 % for strongly skewed laws such as Beta(1, 9), for which 8 seeds are no better; above 99 %
/// where seeds do not differ.
///
/// @param values        one per seed, in seed order
/// @param leastVariance floor of the variance between seeds; 0 for numbers that are no rates
/// @param range         where the mean must lie, such as [-1, 1] for a difference of rates
public record SeedSample(List<Double> values, double leastVariance, Bounds range) {
    private static final Bounds ANYWHERE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /// One term of a contrast: the rates of all seeds of one arm, times `weight`.
    private record Term(double weight, List<Trials> seeds) {}

    public SeedSample {
        values = List.copyOf(values);
        Check.that(!values.isEmpty(), "a sample over seeds needs at least one seed");
        Check.that(leastVariance >= 0, "a variance cannot be negative, but its floor is %s", leastVariance);
        Check.that(values.stream().allMatch(Double::isFinite), "every seed needs a finite number, but got %s", values);
    }

    /// Numbers that are no rates, such as losses or per-seed accuracies. Equal numbers give an interval of
    /// width 0.
    public static SeedSample of(List<Double> values) {
        return new SeedSample(values, 0, ANYWHERE);
    }

    /// The rate of each seed.
    public static SeedSample rates(List<Trials> seeds) {
        return contrast(new Term(1, seeds));
    }

    /// treated - baseline for each seed; the i-th entries belong to the same seed.
    public static SeedSample differences(List<Trials> baseline, List<Trials> treated) {
        return contrast(new Term(-1, baseline), new Term(1, treated));
    }

    /// The interaction in a 2x2 factorial for each seed: what both interventions do together beyond the sum of
    /// what each does alone, on the scale of rates.
    ///
    /// ```
    /// (both - second) - (first - neither)
    /// ```
    public static SeedSample interactions(
            List<Trials> neither, List<Trials> first, List<Trials> second, List<Trials> both) {
        return contrast(new Term(1, neither), new Term(-1, first), new Term(-1, second), new Term(1, both));
    }

    public int seeds() {
        return values.size();
    }

    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).sum() / seeds();
    }

    /// Unbiased variance between seeds, never below [#leastVariance()]; with one seed, the floor itself.
    public double variance() {
        double mean = mean();
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.max(leastVariance, seeds() == 1 ? 0 : squares / (seeds() - 1));
    }

    public double standardError() {
        return Math.sqrt(variance() / seeds());
    }

    /// The mean with its t interval. One seed says nothing about another: its interval is the whole range.
    public Effect effect(double level, String unit) {
        if (seeds() == 1) {
            return new Effect(mean(), new Interval(range.lower(), range.upper(), level), 1, "one seed", unit);
        }
        double half = Quantiles.t(level, seeds() - 1) * standardError();
        Interval interval = new Interval(mean() - half, mean() + half, level);
        return new Effect(mean(), interval.clipped(range.lower(), range.upper()), seeds(), "t over seeds", unit);
    }

    /// Two-sided p of a mean of 0 by Student's t; 1 with one seed.
    public double tP() {
        return Math.min(1, 2 * tail(Math.abs(mean())));
    }

    /// The p of two one-sided t tests (TOST, [Schuirmann 1987](https://doi.org/10.1007/BF01068419)) of |mean|
    /// >= margin: small when the mean is shown to lie within ± `margin`.
    public double tostP(double margin) {
        Check.that(margin > 0, "an equivalence margin must be positive, but was %s", margin);
        return Math.max(tail(margin - mean()), tail(margin + mean()));
    }

    /// P(T > distance / standard error).
    private double tail(double distance) {
        if (seeds() == 1) {
            return 1;
        }
        double error = standardError();
        return error == 0 ? (distance > 0 ? 0 : 1) : Quantiles.tailOfT(distance / error, seeds() - 1);
    }

    private static SeedSample contrast(Term... terms) {
        int seeds = terms[0].seeds().size();
        for (Term term : terms) {
            Check.that(
                    term.seeds().size() == seeds,
                    "arms are paired by seed, but one has %d seeds and another %d; "
                            + "compare only seeds that every arm has",
                    seeds,
                    term.seeds().size());
        }
        List<Double> values =
                IntStream.range(0, seeds).mapToObj(i -> value(terms, i)).toList();
        double floor = IntStream.range(0, seeds)
                .mapToDouble(i -> sampling(terms, i))
                .average()
                .orElse(0);
        double least = weights(terms).filter(w -> w < 0).sum(),
                most = weights(terms).filter(w -> w > 0).sum();
        return new SeedSample(values, floor, new Bounds(least, most));
    }

    private static Double value(Term[] terms, int seed) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.weight() * term.seeds().get(seed).rate();
        }
        return sum;
    }

    /// The variance of one seed's contrast that its finite number of rollouts causes.
    private static double sampling(Term[] terms, int seed) {
        double sum = 0;
        for (Term term : terms) {
            Trials trials = term.seeds().get(seed);
            sum += term.weight() * term.weight() * trials.shrunk() * (1 - trials.shrunk()) / trials.n();
        }
        return sum;
    }

    private static DoubleStream weights(Term[] terms) {
        return List.of(terms).stream().mapToDouble(Term::weight);
    }
}
