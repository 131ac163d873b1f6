package parable.suite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.grade.Grading;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.Transcript;
import parable.scenario.office.Correspondents;
import parable.scenario.office.DeskTool;

/// A cell of a story, as something that can be played.
public record OfficeSituation(OfficeScenario office) implements Situation {
    @Override
    public String id() {
        return office.id();
    }

    @Override
    public String family() {
        return office.family();
    }

    @Override
    public Condition condition() {
        return office.condition();
    }

    /// The levels that differ from the story's first ones, or `base`.
    @Override
    public String label() {
        return id().substring(id().indexOf('/') + 1);
    }

    @Override
    public String identity() {
        return office.identity();
    }

    @Override
    public List<String> offered() {
        return office.assignment().tools().stream().map(DeskTool::label).toList();
    }

    @Override
    public Environment open() {
        return office.open();
    }

    @Override
    public Environment open(Correspondents others) {
        return office.open(others);
    }

    @Override
    public List<String> material() {
        Stream<String> shown = open().opening().stream().map(ChatMessage::text);
        return (office.assignment().turns() == 1
                        ? shown
                        : Stream.concat(shown, office.assignment().premises().readable().stream()))
                .toList();
    }

    @Override
    public Reading reading() {
        List<String> texts = office.assignment().turns() == 1
                ? List.of()
                : office.assignment().premises().readable();
        return new Reading(
                texts.size(), texts.stream().mapToLong(String::length).sum());
    }

    @Override
    public Optional<String> cast() {
        return office.cast();
    }

    @Override
    public Grading grade(Transcript transcript) {
        return office.gate().grade(transcript);
    }
}
