package parable.suite;

import java.util.List;
import java.util.Optional;
import parable.grade.RuleGrader;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.Scenario;
import parable.scenario.office.Assignment;
import parable.scenario.office.Correspondents;
import parable.scenario.office.OfficeEnvironment;
import parable.scenario.office.Person;

/// A situation in an office, ready to be played: one cell of a story. Immutable; every rollout opens a desk
/// of its own.
///
/// @param scenario   its identity and what the agent is shown first, for reports and hold-out checks
/// @param assignment what the agent is asked to do, and where
/// @param gate       judges what it did
/// @param identity   hash of everything that decides how this cell is played and judged; what its story says of other
///                   cells is no part of it, so that a story may get more levels
public record OfficeScenario(Scenario scenario, Assignment assignment, RuleGrader gate, String identity) {
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
    public Environment open(Correspondents others) {
        return new OfficeEnvironment(assignment, others);
    }

    /// A fresh office whose people answer by rule or not at all.
    public Environment open() {
        return open(Correspondents.NONE);
    }

    /// Hash of the briefs for the people's player; empty where no one can be played.
    public Optional<String> cast() {
        List<Person> played = assignment.premises().people().stream()
                .filter(person -> person.brief().isPresent())
                .toList();
        return played.isEmpty() ? Optional.empty() : Optional.of(Hash.of(played));
    }
}
