package parable.study;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.stats.Figures;
import parable.stats.Power;

/// What a study can decide, computed before it runs.
///
/// Claims compare two rates, paired by pretraining seed. Their difference scatters from seed to seed, and each rate
/// comes from a finite number of rollouts:
///
/// ```
/// deviation² = SCATTER² + 2 · (1/4) / rollouts
/// ```
///
/// @param seeds    pretraining seeds of each arm
/// @param rollouts behind each rate of a seed
record Reach(int seeds, int rollouts) {
    /// Between seeds, from the committed full study: .09 is the median over the conditions of its claims on arms,
    /// .24 the most.
    private static final double SCATTER = 0.10;

    private static final double LEVEL = 0.95, POWER = 0.8;

    /// Claims on fewer seeds are described, not decided.
    private static final int LEAST_SEEDS = 3;

    String text() {
        return "%nWhat this study can decide%n".formatted()
                + (seeds < LEAST_SEEDS ? tooFew() : now())
                + "  more seeds: %s%n".formatted(withMoreSeeds())
                + ("Assumed: the difference of two arms scatters by %s from seed to seed, about the median of the%n"
                                + "full study, whose widest was .24.%n")
                        .formatted(shown(SCATTER));
    }

    private String tooFew() {
        return "%d seed%s: the numbers are shown, but no claim is decided below %d seeds.%n"
                .formatted(seeds, seeds == 1 ? "" : "s", LEAST_SEEDS);
    }

    private String now() {
        return ("%d seeds, %,d rollouts a rate: 8 of 10 such studies support a claim whose true value lies %s beyond%n"
                        + "its margin.%n  more rollouts: %s at best%n")
                .formatted(
                        seeds, rollouts, shown(beyondMargin(seeds, deviation())), shown(beyondMargin(seeds, SCATTER)));
    }

    private String withMoreSeeds() {
        int next = Math.max(LEAST_SEEDS, seeds + 1);
        return Stream.of(next, next + 2, next + 6)
                .map(more -> "%s with %d".formatted(shown(beyondMargin(more, deviation())), more))
                .collect(Collectors.joining(", "));
    }

    private double deviation() {
        return Math.hypot(SCATTER, Math.sqrt(0.5 / rollouts));
    }

    private static double beyondMargin(int seeds, double deviation) {
        return Power.detectableDifference(deviation, seeds, LEVEL, POWER);
    }

    private static String shown(double share) {
        return Figures.chosen(Math.round(100 * share) / 100.0);
    }
}
