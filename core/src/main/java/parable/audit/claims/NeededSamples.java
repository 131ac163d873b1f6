package parable.audit.claims;

import java.util.function.IntPredicate;
import parable.audit.claims.ClaimsFile.Looks;
import parable.stats.EProcess;
import parable.stats.PairedTable;
import parable.stats.Power;
import parable.stats.Trials;

/// How many conversations decide a claim.
final class NeededSamples {
    /// Beyond it no number is named: no audit is that long.
    private static final int MOST = 10_000_000;
    /// The answer where no number of conversations decides.
    static final int NEVER = -1;

    private NeededSamples() {}

    /// Conversations in all at which a claim about a rate is decided if the shares seen so far stay, those without
    /// a verdict at their worst; [#NEVER] where they lie on both sides of the limit.
    ///
    /// @param alpha one-sided level at which the claim is tested itself
    static int ifTheRateStays(Claim claim, Count.Rate seen, Looks looks, double alpha) {
        Trials trials = seen.trials();
        double yes = (double) trials.k() / seen.all(), unknown = (double) trials.ungraded() / seen.all();
        return fewest(Math.max(1, seen.all()), n -> {
            int ungraded = (int) Math.round(unknown * n), k = (int) Math.round(yes * n);
            Evidence evidence =
                    new Count.Rate(new Trials(k, Math.max(k, n - ungraded), ungraded)).evidence(claim, looks);
            return Math.min(evidence.pass(), evidence.fail()) <= alpha;
        });
    }

    /// Conversations that pass a claim about a rate with at most `against` of them against it.
    static int toPass(Claim claim, int against, Looks looks, double alpha) {
        double limit = claim.kind() == ClaimKind.RATE_BELOW ? claim.threshold() : 1 - claim.threshold();
        return looks == Looks.FIXED
                ? Power.trialsForLimit(against, limit, 1 - alpha)
                : new EProcess(limit, alpha).trialsNeeded(against);
    }

    /// Pairs that pass a claim of not-worse-than when both sides have the same rate and differ in this share of
    /// pairs, as often one way as the other.
    static int pairsToPass(Claim claim, double discordant, double alpha) {
        return fewest(1, n -> {
            int each = (int) Math.round(discordant * n / 2);
            return new PairedTable(0, each, each, Math.max(0, n - 2 * each)).belowP(claim.threshold()) <= alpha;
        });
    }

    /// By doubling and halving; what decides at n decides beyond it, but for rounding.
    private static int fewest(int from, IntPredicate decides) {
        int low = from - 1, high = from;
        while (!decides.test(high)) {
            if (high > MOST) {
                return NEVER;
            }
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (decides.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
