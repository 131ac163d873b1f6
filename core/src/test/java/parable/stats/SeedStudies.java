package parable.stats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import parable.ground.RandomStream;

/// Simulated studies over few seeds, whose rates follow laws fitted to the committed full study. Prints how often the
/// intervals of [SeedSample] cover the truth, and on which side they miss it: `docs/statistics.md` says how to run it.
final class SeedStudies {
    private static final int ROLLOUTS = 200;

    private SeedStudies() {}

    /// How rates of seeds scatter.
    ///
    /// @param name in the table
    /// @param mean of the law
    record Law(String name, double mean, ToDoubleFunction<RandomStream> draw) {
        static Law beta(double a, double b) {
            return new Law("Beta(%s, %s)".formatted(a, b), a / (a + b), random -> beta(random, a, b));
        }

        static Law logitNormal(double center, double spread) {
            RandomStream random = RandomStream.of(1, "mean");
            double mean = IntStream.range(0, 2_000_000)
                    .mapToDouble(_ -> logistic(center + spread * random.normal()))
                    .average()
                    .orElseThrow();
            return new Law(
                    "logit-normal(%s, %s)".formatted(center, spread),
                    mean,
                    r -> logistic(center + spread * r.normal()));
        }

        List<Trials> arm(RandomStream random, int seeds) {
            return IntStream.range(0, seeds)
                    .mapToObj(_ -> Synthetic.trials(random, ROLLOUTS, draw.applyAsDouble(random)))
                    .toList();
        }

        private static double beta(RandomStream random, double a, double b) {
            double x = gamma(random, a);
            return x / (x + gamma(random, b));
        }

        /// [Marsaglia and Tsang 2000](https://doi.org/10.1145/358407.358414).
        private static double gamma(RandomStream random, double shape) {
            if (shape < 1) {
                return gamma(random, shape + 1) * Math.pow(random.uniform(), 1 / shape);
            }
            double d = shape - 1.0 / 3, c = 1 / Math.sqrt(9 * d);
            while (true) {
                double x = random.normal(), v = Math.pow(1 + c * x, 3);
                if (v > 0 && Math.log(random.uniform()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }

        private static double logistic(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    }

    static final List<Law> RATES = List.of(
            Law.beta(0.9, 6.6),
            Law.beta(1.8, 11),
            Law.beta(1.2, 4.6),
            Law.beta(4, 18),
            Law.beta(60, 17),
            Law.logitNormal(-2, 0.8),
            Law.logitNormal(-3, 1.2));
    static final Law CONTROL = Law.beta(119, 34);
    static final List<Law> ARMS =
            List.of(Law.beta(4.8, 21.8), Law.beta(0.8, 6.2), Law.beta(1.3, 4.9), Law.logitNormal(-2.5, 2.2));

    /// Shares of studies: the interval covers, lies wholly above the truth, lies wholly below it.
    record Coverage(double covers, double above, double below) {
        static Coverage of(List<Interval> intervals, double truth) {
            double n = intervals.size();
            double above = intervals.stream().filter(i -> i.lower() > truth).count() / n;
            double below = intervals.stream().filter(i -> i.upper() < truth).count() / n;
            return new Coverage(1 - above - below, above, below);
        }
    }

    /// @return of the deciding interval, and of Student's
    static Map<String, Coverage> rates(Law law, int seeds, int studies) {
        List<SeedSample> samples = IntStream.range(0, studies)
                .mapToObj(i -> SeedSample.rates(law.arm(RandomStream.of(2026, law.name() + seeds, i), seeds)))
                .toList();
        return coverage(samples, law.mean());
    }

    /// Control minus `weight` times an arm, no matter how they are paired.
    static Map<String, Coverage> contrasts(Law arm, double weight, int seeds, int studies) {
        List<SeedSample> samples = IntStream.range(0, studies)
                .mapToObj(i -> {
                    RandomStream random = RandomStream.of(2026, arm.name() + seeds, i);
                    return SeedSample.contrast(
                            new SeedSample.Term(1, CONTROL.arm(random, seeds)),
                            new SeedSample.Term(-weight, arm.arm(random, seeds)));
                })
                .toList();
        return coverage(samples, CONTROL.mean() - weight * arm.mean());
    }

    private static Map<String, Coverage> coverage(List<SeedSample> samples, double truth) {
        return Map.of(
                "decides",
                Coverage.of(
                        samples.stream()
                                .map(s -> s.effect(0.95, "seed").interval())
                                .toList(),
                        truth),
                "t",
                Coverage.of(
                        samples.stream().map(s -> s.t(0.95, "seed").interval()).toList(), truth));
    }

    public static void main(String[] args) {
        int studies = Integer.parseInt(args[0]);
        for (int seeds : new int[] {5, 8, 4, 6}) {
            RATES.forEach(law -> print(law.name(), seeds, rates(law, seeds, studies)));
            for (Law arm : ARMS) {
                print("control − " + arm.name(), seeds, contrasts(arm, 1, seeds, studies));
                print("control − 3 · " + arm.name(), seeds, contrasts(arm, 3, seeds, studies));
            }
        }
    }

    private static void print(String name, int seeds, Map<String, Coverage> found) {
        Coverage own = found.get("decides"), t = found.get("t");
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
                name,
                seeds,
                own.covers(),
                own.above(),
                own.below(),
                t.covers(),
                t.above(),
                t.below());
    }
}
