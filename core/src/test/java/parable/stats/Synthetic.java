package parable.stats;

import java.util.function.Predicate;
import java.util.stream.IntStream;
import parable.ground.RandomStream;

/// Synthetic studies with known truth.
final class Synthetic {
    private Synthetic() {}

    /// The share of `studies` seeded studies for which `holds`.
    static double share(int studies, String purpose, Predicate<RandomStream> holds) {
        return (double) IntStream.range(0, studies)
                        .filter(i -> holds.test(RandomStream.of(2026, purpose, i)))
                        .count()
                / studies;
    }

    /// Four standard errors of a share near `level` over `studies`: a correct method fails once in 16,000
    /// seeds, a method that is off by more than this always shows.
    static double noise(double level, int studies) {
        return 4 * Math.sqrt(level * (1 - level) / studies);
    }

    static int binomial(RandomStream random, int n, double rate) {
        int k = 0;
        for (int i = 0; i < n; i++) {
            k += random.chance(rate) ? 1 : 0;
        }
        return k;
    }

    static Trials trials(RandomStream random, int n, double rate) {
        return Trials.of(binomial(random, n, rate), n);
    }

    /// Beta(a, b) for whole a and b: the a-th smallest of a + b - 1 uniform numbers.
    static double beta(RandomStream random, int a, int b) {
        return IntStream.range(0, a + b - 1)
                .mapToDouble(_ -> random.uniform())
                .sorted()
                .toArray()[a - 1];
    }
}
