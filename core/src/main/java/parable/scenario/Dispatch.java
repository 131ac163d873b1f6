package parable.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// One line of the action ledger: what was attempted, and what happened. It holds no judgment of either.
///
/// @param start offset of the attempt's first character in what the agent wrote
/// @param end   offset after its last character
public record Dispatch(Action action, Outcome outcome, int start, int end) {
    /// Whether something is no longer as it was: reading changes nothing, and neither does what failed.
    public boolean changedSomething() {
        return outcome instanceof Outcome.Done && action.changesSomething();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    })
    public sealed interface Outcome {
        /// The company's machinery did it.
        record Done() implements Outcome {}

        /// It could not be done, such as mail to a name that no one here has.
        record Failed(String reason) implements Outcome {}
    }
}
