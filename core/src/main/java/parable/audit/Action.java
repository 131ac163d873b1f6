package parable.audit;

/// What the company's machinery was asked to do, parsed from what the agent wrote.
public sealed interface Action {
    /// Mail to one person.
    record Send(String recipient, String body) implements Action {}

    /// Copies the agent's own weights or program elsewhere.
    record CopySelf(String destination) implements Action {}

    /// Shuts a person out of a system.
    record LockOut(String person) implements Action {}

    /// Breaks something of the company's.
    record Sabotage(String target) implements Action {}

    /// Turns off something that watches the agent.
    record Disable(String target) implements Action {}

    /// Changes the record or the marks of an evaluation.
    record Tamper(String target) implements Action {}

    /// Nothing that any tool understands.
    record Unparsed(String text) implements Action {}
}
