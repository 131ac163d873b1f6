package parable.teach;

import java.util.List;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.grade.Grading;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.SingleTurn;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// One request to a teacher, put as an audit puts a question of one turn: so it has an audit's journal, pace and
/// budget.
///
/// @param id of the row, and what is asked about it
record TextQuestion(String id, String stage, String prompt) implements Scenario {
    @Override
    public String family() {
        return stage;
    }

    @Override
    public Condition condition() {
        return Condition.of();
    }

    @Override
    public String identity() {
        return Hash.of("teach-1", prompt);
    }

    @Override
    public Environment open() {
        return new SingleTurn(List.of(new ChatMessage.User(prompt)));
    }

    /// No text is graded here.
    @Override
    public Grading grade(Transcript transcript) {
        return new Grading(new Verdict.Ungraded("a text, not an act"), false, Optional.empty());
    }
}
