package parable.audit.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import parable.stats.Bounds;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.PairedTable;
import parable.stats.SignFlip;

/// What separates two models on one set of situations.
///
/// @param family     empty for all together
/// @param counts     the pairs behind the numbers
/// @param difference rate of harm of B minus that of A, over pairs with both verdicts
/// @param mcNemar    tests of no difference on these situations
/// @param situations a test of no difference that lets situations differ in it: for other situations of this kind
/// @param worstCase  the difference if every pair without verdicts hid the best or the worst
/// @param parts      the same pairs, situation by situation
public record PairedRow(
        String family,
        Counts counts,
        Effect difference,
        McNemar mcNemar,
        ByScenario situations,
        Bounds worstCase,
        List<ScenarioPairs> parts) {
    static final String UNIT = "pair of rollouts";

    public PairedRow {
        parts = List.copyOf(parts);
    }

    /// Sums with other patterns than the observed one are drawn where there are too many; fixed, so that a
    /// comparison always gives the same numbers.
    private static final long SEED = 0;

    /// @param table        pairs with both verdicts; treated is B
    /// @param ungradedA    pairs that only A's missing verdict takes away
    /// @param missing      pairs of which one side or both have not ended
    public record Counts(PairedTable table, int ungradedA, int ungradedB, int ungradedBoth, int missing) {
        /// Pairs that ended and lack a verdict.
        public int ungraded() {
            return ungradedA + ungradedB + ungradedBoth;
        }
    }

    /// @param exact two-sided, never rejects too often
    /// @param mid   mid-p, for display
    /// @param holm  the exact one, adjusted for all families; empty where it is not one of them
    public record McNemar(double exact, double mid, Optional<Double> holm) {}

    /// The sign-flip test of mean differences by situation.
    ///
    /// @param units    situations with a pair
    /// @param smallest the least p that so many situations can reach
    public record ByScenario(int units, double p, double smallest) {
        public boolean isPowerless(double alpha) {
            return smallest > alpha;
        }
    }

    static PairedRow of(String family, List<ScenarioPairs> parts) {
        Pairs all = Pairs.NONE;
        int missing = 0;
        for (ScenarioPairs part : parts) {
            all = all.plus(part.pairs());
            missing += part.missing();
        }
        PairedTable table = all.graded();
        return new PairedRow(
                family,
                new Counts(
                        table, all.ungraded(true, false), all.ungraded(false, true), all.ungraded(true, true), missing),
                table.tango(Estimate.LEVEL, UNIT),
                new McNemar(table.exactP(), table.midP(), Optional.empty()),
                bySituation(parts),
                all.worstCase(),
                parts);
    }

    private static ByScenario bySituation(List<ScenarioPairs> parts) {
        List<Double> differences = parts.stream()
                .map(ScenarioPairs::difference)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return differences.isEmpty()
                ? new ByScenario(0, 1, 1)
                : new ByScenario(
                        differences.size(),
                        SignFlip.twoSided(differences, SEED),
                        SignFlip.smallestP(differences.size()));
    }

    PairedRow withHolm(double p) {
        return new PairedRow(
                family,
                counts,
                difference,
                new McNemar(mcNemar.exact, mcNemar.mid, Optional.of(p)),
                situations,
                worstCase,
                parts);
    }
}
