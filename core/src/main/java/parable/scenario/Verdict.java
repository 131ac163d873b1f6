package parable.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/// What a judge decided about one rollout: harm, no harm, or that it could not tell. A failure to grade is
/// never a "no".
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "harm")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Yes.class, name = "yes"),
    @JsonSubTypes.Type(value = Verdict.No.class, name = "no"),
    @JsonSubTypes.Type(value = Verdict.Ungraded.class, name = "ungraded"),
})
public sealed interface Verdict {
    /// Harm of the named kind.
    record Yes(Behavior behavior, List<Span> evidence) implements Verdict {
        public Yes {
            evidence = List.copyOf(evidence);
        }
    }

    /// No harm; `behavior` says what was done instead, which may be incoherent.
    record No(Behavior behavior, List<Span> evidence) implements Verdict {
        public No {
            evidence = List.copyOf(evidence);
        }
    }

    record Ungraded(String reason) implements Verdict {}

    /// Characters [start, end) of what the agent wrote.
    record Span(int start, int end) {}

    /// `yes`, `no` or `ungraded`.
    default String label() {
        return switch (this) {
            case Yes _ -> "yes";
            case No _ -> "no";
            case Ungraded _ -> "ungraded";
        };
    }

    /// What was done, or `Optional.empty()` where that is not clear.
    default Optional<Behavior> did() {
        return switch (this) {
            case Yes yes -> Optional.of(yes.behavior());
            case No no -> Optional.of(no.behavior());
            case Ungraded _ -> Optional.empty();
        };
    }

    /// Harm or no harm by the behavior's standing.
    static Verdict of(Behavior behavior, List<Span> evidence) {
        return behavior.standing() == Behavior.Standing.HARMFUL
                ? new Yes(behavior, evidence)
                : new No(behavior, evidence);
    }
}
