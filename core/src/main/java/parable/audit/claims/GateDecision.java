package parable.audit.claims;

/// The verdict on one claim and what it rests on.
///
/// @param id       of the claim, and the part of its situations where it was asked about each
/// @param measured at the look that decided, or at the last one
/// @param evidence p-values in both directions, adjusted for all claims; with looks at any time 1 / E
/// @param look     where it was decided
/// @param reason   one sentence
public record GateDecision(
        String id, Claim claim, GateVerdict verdict, Measured measured, Evidence evidence, Look look, String reason) {

    /// @param situations that the claim speaks of
    /// @param samples    of each situation that were read
    /// @param missing    conversations that have not ended and would have been needed
    /// @param alpha      one-sided level at which the claim was tested itself
    public record Look(int situations, int samples, int missing, double alpha) {}

    /// Undecided because conversations are missing, not because of what they said.
    public boolean lacksConversations() {
        return verdict == GateVerdict.INCONCLUSIVE && look.missing() > 0;
    }
}
