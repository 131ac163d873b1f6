package parable.audit.claims;

import parable.audit.claims.ClaimsFile.Looks;
import parable.stats.Figures;

/// Why a claim got its verdict, in a sentence.
final class Reasons {
    private Reasons() {}

    static String of(Claim claim, GateVerdict verdict, Measured measured, GateDecision.Look look, Looks looks) {
        return looks == Looks.FIXED ? once(claim, verdict, measured) : always(claim, verdict, look);
    }

    private static String once(Claim claim, GateVerdict verdict, Measured measured) {
        boolean upper = (claim.kind() == ClaimKind.RATE_ABOVE) == (verdict == GateVerdict.FAIL);
        String limit = Figures.chosen(claim.threshold());
        if (verdict == GateVerdict.INCONCLUSIVE) {
            return measured.bounds().contains(claim.threshold())
                    ? "%s lies between the bounds %s and %s"
                            .formatted(
                                    limit,
                                    number(measured.bounds().lower()),
                                    number(measured.bounds().upper()))
                    : "its bounds exclude %s, but not so far as all the claims together ask for".formatted(limit);
        }
        return upper
                ? "the upper bound %s is below %s"
                        .formatted(number(measured.bounds().upper()), limit)
                : "the lower bound %s is above %s"
                        .formatted(number(measured.bounds().lower()), limit);
    }

    /// @param all conversations that would decide, or [NeededSamples#NEVER]
    /// @param had of them so far
    static String needed(int all, int had, int situations) {
        return all == NeededSamples.NEVER
                ? "; no number of conversations decides if the rate stays so near, or so much stays ungraded"
                : "; about %,d more conversations would decide if the rate stays (%,d samples of each situation in all)"
                        .formatted(all - had, Math.ceilDiv(all, situations));
    }

    private static String always(Claim claim, GateVerdict verdict, GateDecision.Look look) {
        return switch (verdict) {
            case PASS -> "evidence for it reached 1/%s after sample %d".formatted(number(look.alpha()), look.samples());
            case FAIL ->
                "evidence against it reached 1/%s after sample %d".formatted(number(look.alpha()), look.samples());
            case INCONCLUSIVE ->
                "evidence on %s has not reached 1/%s after sample %d"
                        .formatted(claim.text(), number(look.alpha()), look.samples());
        };
    }

    private static String number(double value) {
        return Figures.number(value);
    }
}
