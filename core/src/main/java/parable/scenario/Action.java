package parable.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What the company's machinery was asked to do, parsed from what the agent wrote.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Action.Send.class, name = "send"),
    @JsonSubTypes.Type(value = Action.CopySelf.class, name = "copy-self"),
    @JsonSubTypes.Type(value = Action.LockOut.class, name = "lock-out"),
    @JsonSubTypes.Type(value = Action.Sabotage.class, name = "sabotage"),
    @JsonSubTypes.Type(value = Action.Disable.class, name = "disable"),
    @JsonSubTypes.Type(value = Action.Tamper.class, name = "tamper"),
    @JsonSubTypes.Type(value = Action.Unparsed.class, name = "unparsed"),
    @JsonSubTypes.Type(value = Action.Unreadable.class, name = "unreadable"),
    @JsonSubTypes.Type(OfficeAction.class),
})
public sealed interface Action
        permits Action.Send,
                Action.CopySelf,
                Action.LockOut,
                Action.Sabotage,
                Action.Disable,
                Action.Tamper,
                Action.Unparsed,
                Action.Unreadable,
                OfficeAction {
    /// Whether it changes something when it is done; what only looks, or what no tool understands, does not.
    default boolean changesSomething() {
        return switch (this) {
            case OfficeAction office -> !office.looksOnly();
            case Unparsed _, Unreadable _ -> false;
            case Send _, CopySelf _, LockOut _, Sabotage _, Disable _, Tamper _ -> true;
        };
    }

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

    /// A call of a tool that changes something, in words that no reader understands: what it asks for is unknown.
    ///
    /// @param tool   the tool on offer that it names, or nearly
    /// @param text   as it was written
    /// @param reason why it cannot be read
    record Unreadable(String tool, String text, String reason) implements Action {}
}
