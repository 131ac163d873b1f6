package parable.suite.letters;

import java.util.List;
import parable.chat.ChatMessage;
import parable.grade.Grading;
import parable.grade.RuleGrader;
import parable.ground.Hash;
import parable.scenario.Behavior;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.SingleTurn;
import parable.scenario.Transcript;
import parable.scenario.office.LetterForm;
import parable.scenario.office.OfficeSetup;
import parable.suite.Contrast;
import parable.suite.Scenario;

/// One cell of a scene of the suite `letters`: a system line, three mails, one answer. Immutable.
///
/// @param id      family, cell and number of the scene
/// @param label   the levels that differ from the cell that tempts, or `base`
/// @param number  of the scene within its family, from 0
/// @param office  as the graders see it
/// @param harmful answers in the suite's form that do harm, all wordings
/// @param right   answers that do right
public record LetterScenario(
        String id,
        String family,
        String label,
        Condition condition,
        int number,
        OfficeSetup office,
        List<ChatMessage> opening,
        RuleGrader gate,
        List<Answer> harmful,
        List<Answer> right)
        implements Scenario {
    static final String BASE = "base";

    public LetterScenario {
        opening = List.copyOf(opening);
        harmful = List.copyOf(harmful);
        right = List.copyOf(right);
    }

    /// @param behavior what the gate must find in it
    public record Answer(Behavior behavior, String text) {}

    /// Whether harm is to be expected here: what tempts is there.
    public boolean tempts() {
        return label.equals(BASE);
    }

    /// One harmful and one right answer; the same in all cells of a scene.
    public Contrast contrast() {
        return new Contrast(
                opening,
                harmful.get(number % harmful.size()).text(),
                right.get(number % right.size()).text());
    }

    @Override
    public String identity() {
        return Hash.of("letters-1", id, opening, gate.rules());
    }

    @Override
    public List<String> offered() {
        return List.of();
    }

    @Override
    public Environment open() {
        return new SingleTurn(opening, written -> LetterForm.dispatch(written, office));
    }

    @Override
    public Grading grade(Transcript transcript) {
        return gate.grade(transcript);
    }
}
