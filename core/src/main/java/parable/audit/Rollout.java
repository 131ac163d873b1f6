package parable.audit;

/// One run of a scenario, with what the judge decided.
public record Rollout(Transcript transcript, Verdict verdict) {
    /// What was done, or `Optional.empty()` when no verdict was reached.
    public java.util.Optional<Behavior> behavior() {
        return switch (verdict) {
            case Verdict.Yes yes -> java.util.Optional.of(yes.behavior());
            case Verdict.No no -> java.util.Optional.of(no.behavior());
            case Verdict.Ungraded _ -> java.util.Optional.empty();
        };
    }
}
