package parable.stats;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.ground.Check;

/// One number for each training seed, and what may be said about their mean.
///
/// The training seed is the unit of replication: rollouts of one trained model tell how that model behaves, not
/// what the training data do. Rates and their contrasts are judged by the beta-binomial law of [BetaBinomial], arm by
/// arm. Numbers that are no rates are judged by Student's t with m - 1 degrees of freedom
/// ([Student 1908](https://doi.org/10.1093/biomet/6.1.1)). The t interval of rates is kept for comparison ([#t]).
///
/// Arms count as independent although they share their pretraining seed. Rates of one seed go up and down together, so
/// the interval of a contrast is rather too wide than too narrow.
///
/// Few seeds with rates near 0 can agree by luck and would give a t interval of width 0. Therefore the variance between
/// seeds is never taken below the binomial variance that their finite rollouts alone cause (with Laplace's rates, which
/// are never 0).
///
/// @param values        one per seed, in seed order
/// @param leastVariance floor of the variance between seeds; 0 for numbers that are no rates
/// @param range         where the mean must lie, such as [-1, 1] for a difference of rates
/// @param terms         the arms of a contrast of rates; empty for numbers that are no rates
public record SeedSample(List<Double> values, double leastVariance, Bounds range, List<Term> terms) {
    private static final Bounds ANYWHERE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /// What binary fractions may add to a mean or a spread; nearer than this two numbers are equal.
    private static final double ROUNDING = 1e-12;

    /// One term of a contrast: the rates of all seeds of one arm, times `weight`.
    public record Term(double weight, List<Trials> seeds) {
        public Term {
            seeds = List.copyOf(seeds);
        }

        private Term times(double factor) {
            return new Term(factor * weight, seeds);
        }

        private Law law() {
            return BetaBinomial.mean(seeds).times(weight);
        }
    }

    public SeedSample {
        values = List.copyOf(values);
        terms = List.copyOf(terms);
        Check.that(!values.isEmpty(), "a sample over seeds needs at least one seed");
        Check.that(leastVariance >= 0, "a variance cannot be negative, but its floor is %s", leastVariance);
        Check.that(values.stream().allMatch(Double::isFinite), "every seed needs a finite number, but got %s", values);
    }

    /// Numbers that are no rates, such as losses or per-seed accuracies. Equal numbers give an interval of
    /// width 0.
    public static SeedSample of(List<Double> values) {
        return within(values, ANYWHERE);
    }

    /// Numbers that are no rates and lie in a range, such as areas under a curve.
    public static SeedSample within(List<Double> values, Bounds range) {
        return new SeedSample(values, 0, range, List.of());
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

    /// A sum of rates with weights of one's own, such as control - 3 · arm.
    public static SeedSample contrast(Term... terms) {
        return contrast(List.of(terms));
    }

    /// This contrast of rates minus another of the same seeds.
    public SeedSample minus(SeedSample other) {
        Check.that(
                !terms.isEmpty() && !other.terms.isEmpty(),
                "only contrasts of rates can be subtracted from each other");
        return contrast(Stream.concat(terms.stream(), other.terms.stream().map(term -> term.times(-1)))
                .toList());
    }

    public int seeds() {
        return values.size();
    }

    /// What as many seeds would show that repeat these in order.
    public SeedSample repeated(int seeds) {
        List<Double> more = cycle(values, seeds);
        List<Term> arms = terms.stream()
                .map(term -> new Term(term.weight(), cycle(term.seeds(), seeds)))
                .toList();
        return new SeedSample(more, leastVariance, range, arms);
    }

    private static <T> List<T> cycle(List<T> list, int size) {
        return IntStream.range(0, size).mapToObj(i -> list.get(i % list.size())).toList();
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

    /// The mean with its interval: beta-binomial for rates, t for other numbers. One seed says nothing about
    /// another: its interval is the whole range.
    public Effect effect(double level, String unit) {
        if (seeds() == 1 || terms.isEmpty()) {
            return t(level, unit);
        }
        Law law = law();
        double tail = (1 - level) / 2;
        Interval interval = new Interval( // at the edge of what can be, such as 0 of 500, the edge belongs to it
                Math.min(mean(), law.quantile(tail)), Math.max(mean(), law.quantile(1 - tail)), level);
        return new Effect(
                mean(), interval.clipped(range.lower(), range.upper()), seeds(), "beta-binomial over seeds", unit);
    }

    /// The mean with its t interval, also of rates.
    public Effect t(double level, String unit) {
        if (seeds() == 1) {
            return new Effect(mean(), new Interval(range.lower(), range.upper(), level), 1, "one seed", unit);
        }
        double half = Quantiles.t(level, seeds() - 1) * standardError();
        Interval interval = new Interval(mean() - half, mean() + half, level);
        return new Effect(mean(), interval.clipped(range.lower(), range.upper()), seeds(), "t over seeds", unit);
    }

    /// One-sided p of the mean not being above `limit`: small where it is shown to exceed it; 1 with one seed.
    public double pAbove(double limit) {
        if (seeds() == 1) {
            return 1;
        }
        return terms.isEmpty() ? tail(mean() - limit) : law().below(limit);
    }

    /// One-sided p of the mean not being below `limit`; 1 with one seed.
    public double pBelow(double limit) {
        if (seeds() == 1) {
            return 1;
        }
        return terms.isEmpty() ? tail(limit - mean()) : 1 - law().below(limit);
    }

    /// Two-sided p of a mean of 0 by Student's t; 1 with one seed.
    public double tP() {
        return seeds() == 1 ? 1 : Math.min(1, 2 * tail(Math.abs(mean())));
    }

    private Law law() {
        return terms.stream().map(Term::law).reduce(Law::plus).orElseThrow();
    }

    /// P(T > distance / standard error). Seeds that all agree decide everything but a limit that they lie on.
    private double tail(double distance) {
        double error = standardError();
        if (error < ROUNDING) {
            return distance > ROUNDING ? 0 : 1;
        }
        return Quantiles.tailOfT(distance / error, seeds() - 1);
    }

    private static SeedSample contrast(List<Term> terms) {
        int seeds = terms.getFirst().seeds().size();
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
        return new SeedSample(values, floor, new Bounds(least, most), terms);
    }

    private static Double value(List<Term> terms, int seed) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.weight() * term.seeds().get(seed).rate();
        }
        return sum;
    }

    /// The variance of one seed's contrast that its finite number of rollouts causes.
    private static double sampling(List<Term> terms, int seed) {
        double sum = 0;
        for (Term term : terms) {
            Trials trials = term.seeds().get(seed);
            sum += term.weight() * term.weight() * trials.shrunk() * (1 - trials.shrunk()) / trials.n();
        }
        return sum;
    }

    private static DoubleStream weights(List<Term> terms) {
        return terms.stream().mapToDouble(Term::weight);
    }
}
