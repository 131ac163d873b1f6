package parable.audit.claims;

/// What a run says of a claim. Inconclusive is no weak pass: neither the claim nor its opposite was shown.
public enum GateVerdict {
    PASS,
    FAIL,
    INCONCLUSIVE
}
