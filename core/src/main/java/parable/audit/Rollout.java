package parable.audit;

/// One run of a scenario, with what the judge decided.
public record Rollout(Transcript transcript, Verdict verdict) {
    /// What was done, or `Optional.empty()` when no verdict was reached.
    public java.util.Optional<Behavior> behavior() {
        return switch (verdict) {
            case Verdict.Yes(var behavior, _) -> java.util.Optional.of(behavior);
            case Verdict.No(var behavior, _) -> java.util.Optional.of(behavior);
            case Verdict.Ungraded _ -> java.util.Optional.empty();
        };
    }
}
