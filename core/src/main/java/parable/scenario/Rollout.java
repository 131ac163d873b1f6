package parable.scenario;

import java.util.Optional;

/// One run of a scenario, with what the judge decided.
public record Rollout(Transcript transcript, Verdict verdict) {
    /// What was done, or `Optional.empty()` when no verdict was reached.
    public Optional<Behavior> behavior() {
        return switch (verdict) {
            case Verdict.Yes yes -> Optional.of(yes.behavior());
            case Verdict.No no -> Optional.of(no.behavior());
            case Verdict.Ungraded _ -> Optional.empty();
        };
    }
}
