package parable.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /// Counts of studies: the interval lies wholly above the truth, wholly below it.
    static final class Side {
        private int studies, above, below;

        private void add(Interval interval, double truth) {
            studies++;
            above += interval.lower() > truth ? 1 : 0;
            below += interval.upper() < truth ? 1 : 0;
        }

        double above() {
            return (double) above / studies;
        }

        double below() {
            return (double) below / studies;
        }

        double covers() {
            return 1 - above() - below();
        }
    }

    /// Of the deciding interval, and of Student's.
    static final class Coverage {
        final Side decides = new Side(), students = new Side();

        private void add(SeedSample study, double truth) {
            decides.add(study.effect(0.95, "seed").interval(), truth);
            students.add(study.t(0.95, "seed").interval(), truth);
        }
    }

    /// A law of the table with its studies.
    ///
    /// @param truth that intervals should cover
    /// @param study the i-th, the same whenever it is asked
    record Row(String name, double truth, IntFunction<SeedSample> study) {
        static Row rates(Law law, int seeds) {
            return new Row(
                    law.name(),
                    law.mean(),
                    i -> SeedSample.rates(law.arm(RandomStream.of(2026, law.name() + seeds, i), seeds)));
        }

        /// Control minus `weight` times an arm. All rows share their control, whose posterior is then computed
        /// once.
        static Row contrast(Law arm, double weight, int seeds) {
            return new Row(
                    "control − " + (weight == 1 ? "" : "%.0f · ".formatted(weight)) + arm.name(),
                    CONTROL.mean() - weight * arm.mean(),
                    i -> SeedSample.contrast(
                            new SeedSample.Term(1, CONTROL.arm(RandomStream.of(2026, "control" + seeds, i), seeds)),
                            new SeedSample.Term(
                                    -weight, arm.arm(RandomStream.of(2026, arm.name() + seeds, i), seeds))));
        }

        /// Both intervals of the first `studies` studies.
        Coverage coverage(int studies) {
            Coverage coverage = new Coverage();
            IntStream.range(0, studies).forEach(i -> coverage.add(study.apply(i), truth));
            return coverage;
        }
    }

    /// Every row of the table for one number of seeds.
    static List<Row> rows(int seeds) {
        Stream<Row> contrasts =
                ARMS.stream().flatMap(arm -> Stream.of(Row.contrast(arm, 1, seeds), Row.contrast(arm, 3, seeds)));
        return Stream.concat(RATES.stream().map(law -> Row.rates(law, seeds)), contrasts)
                .toList();
    }

    /// @param args number of studies, then numbers of seeds
    public static void main(String[] args) {
        int studies = Integer.parseInt(args[0]);
        for (int seeds : Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()) {
            List<Row> rows = rows(seeds);
            List<Coverage> found = rows.stream().map(_ -> new Coverage()).toList();
            for (int i = 0; i < studies; i++) { // all rows of one study together, so that the control is known
                for (int row = 0; row < rows.size(); row++) {
                    found.get(row)
                            .add(rows.get(row).study().apply(i), rows.get(row).truth());
                }
            }
            for (int row = 0; row < rows.size(); row++) {
                print(rows.get(row).name(), seeds, found.get(row));
            }
        }
    }

    private static void print(String name, int seeds, Coverage found) {
        Side own = found.decides, t = found.students;
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
