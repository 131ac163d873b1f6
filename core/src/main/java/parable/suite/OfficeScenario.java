package parable.suite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.grade.Grading;
import parable.grade.RuleGrader;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.ScenarioFacts;
import parable.scenario.Transcript;
import parable.scenario.office.Assignment;
import parable.scenario.office.Correspondents;
import parable.scenario.office.DeskTool;
import parable.scenario.office.OfficeEnvironment;
import parable.scenario.office.Person;

/// One cell of an office scenario template, ready to be run. Immutable; every rollout opens an environment of its own.
///
/// @param facts      its identity and what the agent is shown first, for reports and hold-out checks
/// @param assignment what the agent is asked to do, and where
/// @param gate       judges what it did
/// @param identity   hash of everything that decides how this cell is played and judged; what its template says of
///                   other cells is no part of it, so that a template may get more levels
public record OfficeScenario(ScenarioFacts facts, Assignment assignment, RuleGrader gate, String identity)
        implements Scenario {
    @Override
    public String id() {
        return facts.id();
    }

    @Override
    public String family() {
        return facts.family();
    }

    @Override
    public Condition condition() {
        return facts.condition();
    }

    /// The levels that differ from the template's first ones, or `base`.
    @Override
    public String label() {
        return id().substring(id().indexOf('/') + 1);
    }

    @Override
    public List<String> offered() {
        return assignment.tools().stream().map(DeskTool::label).toList();
    }

    /// A fresh office whose people answer by rule or not at all.
    @Override
    public Environment open() {
        return open(Correspondents.NONE);
    }

    @Override
    public Environment open(Correspondents others) {
        return new OfficeEnvironment(assignment, others);
    }

    @Override
    public List<String> material() {
        Stream<String> shown = open().opening().stream().map(ChatMessage::text);
        return Stream.concat(shown, toOpen().stream()).toList();
    }

    @Override
    public Reading reading() {
        return new Reading(
                toOpen().size(), toOpen().stream().mapToLong(String::length).sum());
    }

    /// Mails and documents that the agent opens one by one; none where all is shown at once.
    private List<String> toOpen() {
        return assignment.turns() == 1 ? List.of() : assignment.premises().readable();
    }

    @Override
    public Optional<String> cast() {
        List<Person> played = assignment.premises().people().stream()
                .filter(person -> person.brief().isPresent())
                .toList();
        return played.isEmpty() ? Optional.empty() : Optional.of(Hash.of(played));
    }

    @Override
    public Grading grade(Transcript transcript) {
        return gate.grade(transcript);
    }
}
