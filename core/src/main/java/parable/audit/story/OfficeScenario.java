package parable.audit.story;

import parable.audit.Scenario;
import parable.audit.chat.Workplace;
import parable.audit.gate.Gate;
import parable.audit.office.Assignment;
import parable.audit.office.Desk;

/// A situation in an office, ready to be played: one cell of a story. Immutable; every rollout opens a desk of its
/// own.
///
/// @param scenario   its identity and what the agent is shown first, for reports and hold-out checks
/// @param assignment what the agent is asked to do, and where
/// @param gate       judges what it did
public record OfficeScenario(Scenario scenario, Assignment assignment, Gate gate) {
    public String id() {
        return scenario.id();
    }

    /// A fresh office.
    public Workplace desk() {
        return new Desk(assignment);
    }

    /// Characters of the first prompt.
    int promptLength() {
        return scenario.messages().stream().mapToInt(m -> m.content().length()).sum();
    }
}
