package parable.study.claims;

import java.util.List;
import parable.stats.Decision;
import parable.stats.Effect;
import parable.stats.MarginTest;
import parable.stats.SeedSample;
import parable.study.arms.Results;

/// The two kinds of condition that claims are made of.
public final class ClaimTests {
    private static final double LEVEL = 0.95;

    /// Error of each of the two one-sided tests of an equivalence.
    private static final double ALPHA = 0.05;

    private ClaimTests() {}

    /// The mean over seeds exceeds `margin`: supported when the 95 % interval lies above it, refuted when
    /// below.
    public static Finding.Test above(String quantity, SeedSample sample, double margin) {
        Effect effect = sample.effect(LEVEL, Results.UNIT);
        Decision decision = effect.interval().lower() > margin
                ? Decision.SUPPORTED
                : effect.interval().upper() < margin ? Decision.REFUTED : Decision.INCONCLUSIVE;
        return new Finding.Test(
                quantity,
                "95 %% interval above %+.2f".formatted(margin),
                effect.value(),
                effect.interval(),
                sample.seeds(),
                oneSided(sample, margin),
                1,
                decision);
    }

    /// The mean over seeds lies below `margin`, which may be negative or 0: supported when the 95 % interval lies
    /// below it, refuted when above.
    public static Finding.Test under(String quantity, SeedSample sample, double margin) {
        Effect effect = sample.effect(LEVEL, Results.UNIT);
        Decision decision = effect.interval().upper() < margin
                ? Decision.SUPPORTED
                : effect.interval().lower() > margin ? Decision.REFUTED : Decision.INCONCLUSIVE;
        return new Finding.Test(
                quantity,
                "95 %% interval below %+.2f".formatted(margin),
                effect.value(),
                effect.interval(),
                sample.seeds(),
                1 - oneSided(sample, margin),
                1,
                decision);
    }

    /// The mean over seeds lies within ± `margin`: two one-sided tests at 5 %.
    static Finding.Test equivalent(String quantity, SeedSample sample, double margin) {
        Effect effect = sample.effect(MarginTest.levelFor(ALPHA), Results.UNIT);
        return new Finding.Test(
                quantity,
                "90 %% interval within ± %.2f".formatted(margin),
                effect.value(),
                effect.interval(),
                sample.seeds(),
                sample.tostP(margin),
                1,
                MarginTest.equivalent(effect, margin).decision());
    }

    /// The mean over seeds stays below `margin`: one one-sided test at 5 %.
    public static Finding.Test below(String quantity, SeedSample sample, double margin) {
        Effect effect = sample.effect(MarginTest.levelFor(ALPHA), Results.UNIT);
        return new Finding.Test(
                quantity,
                "90 %% interval below %+.2f".formatted(margin),
                effect.value(),
                effect.interval(),
                sample.seeds(),
                1 - oneSided(sample, margin),
                1,
                MarginTest.notHigher(effect, margin).decision());
    }

    /// The mean over seeds stays above -`margin`: one one-sided test at 5 %.
    public static Finding.Test notLower(String quantity, SeedSample sample, double margin) {
        Effect effect = sample.effect(MarginTest.levelFor(ALPHA), Results.UNIT);
        return new Finding.Test(
                quantity,
                "90 %% interval above −%.2f".formatted(margin),
                effect.value(),
                effect.interval(),
                sample.seeds(),
                oneSided(sample, -margin),
                1,
                MarginTest.notLower(effect, margin).decision());
    }

    public static double oneSided(SeedSample sample, double margin) {
        List<Double> shifted = sample.values().stream().map(v -> v - margin).toList();
        SeedSample moved =
                new SeedSample(shifted, sample.leastVariance(), sample.range().shifted(-margin));
        double half = moved.tP() / 2;
        return moved.mean() > 0 ? half : 1 - half;
    }
}
