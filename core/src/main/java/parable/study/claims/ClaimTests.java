package parable.study.claims;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import parable.stats.Decision;
import parable.stats.Effect;
import parable.stats.Figures;
import parable.stats.MarginTest;
import parable.stats.Power;
import parable.stats.SeedSample;
import parable.study.arms.Results;

/// The conditions that claims are made of. Each is one-sided at 2.5 %: what decides is the 95 % interval that is shown.
public final class ClaimTests {
    private static final double LEVEL = 0.95, ALPHA = 0.025;

    /// The power that "seeds needed" promises: convention.
    private static final double POWER = 0.9;

    private ClaimTests() {}

    /// The mean over seeds exceeds `margin`: supported when the interval lies above it, refuted when below.
    public static Finding.Test above(String quantity, SeedSample sample, double margin) {
        return test(
                quantity,
                "95 %% interval above %s".formatted(Figures.margin(margin)),
                sample,
                effect -> MarginTest.above(effect, margin).decision(),
                new Sides(sample.pAbove(margin), sample.pBelow(margin)),
                sample.mean() - margin);
    }

    /// The same, and whether any outcome could have met the rule.
    ///
    /// @param best the sample as it would be, had the arm done as well as can be in every rollout
    public static Finding.Test above(String quantity, SeedSample sample, SeedSample best, double margin) {
        Finding.Test test = above(quantity, sample, margin);
        return best.seeds() < Finding.LEAST_SEEDS || best.pAbove(margin) <= ALPHA
                ? test
                : test.refused("no outcome could have met it");
    }

    /// The mean over seeds lies below `margin`, which may be negative or 0: supported when the interval lies below
    /// it, refuted when above.
    public static Finding.Test below(String quantity, SeedSample sample, double margin) {
        return test(
                quantity,
                "95 %% interval below %s".formatted(Figures.margin(margin)),
                sample,
                effect -> MarginTest.under(effect, margin).decision(),
                new Sides(sample.pBelow(margin), sample.pAbove(margin)),
                sample.mean() - margin);
    }

    /// The mean over seeds stays above -`margin`.
    public static Finding.Test notLower(String quantity, SeedSample sample, double margin) {
        return above(quantity, sample, -margin);
    }

    /// The mean over seeds lies within ± `margin`: two one-sided tests.
    static Finding.Test equivalent(String quantity, SeedSample sample, double margin) {
        return test(
                quantity,
                "95 %% interval within ± %s".formatted(Figures.chosen(margin)),
                sample,
                effect -> MarginTest.equivalent(effect, margin).decision(),
                new Sides(
                        Math.max(sample.pAbove(-margin), sample.pBelow(margin)),
                        Math.min(sample.pBelow(-margin), sample.pAbove(margin))),
                margin - Math.abs(sample.mean()));
    }

    /// One-sided p of a rule being met, and of its being contradicted.
    private record Sides(double met, double contradicted) {}

    /// @param distance of the observed mean from the limit that it must leave behind, on either side
    private static Finding.Test test(
            String quantity,
            String rule,
            SeedSample sample,
            Function<Effect, Decision> decide,
            Sides p,
            double distance) {
        Effect effect = sample.effect(LEVEL, Results.UNIT);
        Decision decision = decide.apply(effect);
        return new Finding.Test(
                quantity,
                rule,
                effect.value(),
                effect.interval(),
                sample.t(LEVEL, Results.UNIT).interval(),
                sample.seeds(),
                p.met(),
                p.contradicted(),
                decision,
                Optional.empty(),
                decision == Decision.INCONCLUSIVE ? outlook(sample, decide, distance) : Optional.empty());
    }

    /// What more seeds would do. The count for power is Student's; the interval that decides is wider for rates
    /// near 0 and 1, so seeds that repeat these must decide by it as well.
    private static Optional<Finding.Outlook> outlook(
            SeedSample sample, Function<Effect, Decision> decide, double distance) {
        double deviation = Math.sqrt(sample.variance());
        if (sample.seeds() < 2 || deviation == 0) {
            return Optional.empty();
        }
        OptionalInt needed = Power.seedsNeeded(distance, deviation, LEVEL, POWER);
        OptionalInt repeated = seedsLikeThese(sample, decide);
        return needed.isEmpty() || repeated.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding.Outlook(
                        Math.min(0.5, Power.pairedSeeds(distance, deviation, sample.seeds(), LEVEL)),
                        Math.max(needed.getAsInt(), repeated.getAsInt())));
    }

    /// The fewest seeds that decide by repeating these.
    private static OptionalInt seedsLikeThese(SeedSample sample, Function<Effect, Decision> decide) {
        int low = sample.seeds(), high = 2 * low;
        while (isOpen(sample, decide, high)) {
            low = high;
            high *= 2;
            if (high > Power.MOST_SEEDS) {
                return OptionalInt.empty();
            }
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (isOpen(sample, decide, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalInt.of(high);
    }

    private static boolean isOpen(SeedSample sample, Function<Effect, Decision> decide, int seeds) {
        return decide.apply(sample.repeated(seeds).effect(LEVEL, Results.UNIT)) == Decision.INCONCLUSIVE;
    }
}
