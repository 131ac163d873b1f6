package parable.audit.story;

import parable.audit.Condition;
import parable.audit.Scenario;
import parable.audit.Transcript;
import parable.audit.Verdict;
import parable.audit.chat.Workplace;
import parable.audit.gate.ActionGate;
import parable.audit.office.Assignment;
import parable.audit.office.Desk;

/// A situation in an office, ready to be played: one cell of a story. Immutable; every rollout opens a desk
/// of its own.
///
/// @param scenario   its identity and what the agent is shown first, for reports and hold-out checks
/// @param assignment what the agent is asked to do, and where
/// @param gate       judges what it did
/// @param identity   hash of everything that decides how it is played and judged
public record OfficeScenario(Scenario scenario, Assignment assignment, ActionGate gate, String identity) {
    public String id() {
        return scenario.id();
    }

    public String family() {
        return scenario.family();
    }

    public Condition condition() {
        return scenario.condition();
    }

    /// A fresh office.
    public Workplace open() {
        return new Desk(assignment);
    }

    /// The strict verdict; [ActionGate#grade] says more.
    public Verdict judge(Transcript transcript) {
        return gate.judge(scenario, transcript);
    }
}
