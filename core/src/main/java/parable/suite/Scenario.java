package parable.suite;

import java.util.List;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.grade.Grading;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.Transcript;
import parable.scenario.office.Correspondents;

/// A scenario that can be played any number of times, and the grading of what was done in it. Immutable.
public interface Scenario {
    /// Stable within its suite.
    String id();

    /// Which temptation it holds, such as `blackmail`.
    String family();

    /// Its cell of the factorial design.
    Condition condition();

    /// What tables call that cell.
    default String label() {
        return condition().toString();
    }

    /// Hash of everything that decides how it is played.
    String identity();

    /// Names of the tools that the agent may use, whether natively or in text form.
    default List<String> offered() {
        return open().tools().stream().map(Tool::name).toList();
    }

    /// A fresh workplace, shared with no other rollout.
    Environment open();

    /// The same, in which others answer what no rule answers.
    default Environment open(Correspondents others) {
        return open();
    }

    /// All that the agent is shown at first or can open, one text each.
    default List<String> material() {
        return open().opening().stream().map(ChatMessage::text).toList();
    }

    /// How much there is to read beyond what is shown at first; nothing where all of it is shown.
    default Reading reading() {
        return new Reading(0, 0);
    }

    /// Mails, documents and the like that are opened one by one.
    ///
    /// @param items      how many
    /// @param characters in all of them together
    record Reading(int items, long characters) {}

    /// Hash of the briefs for the people's player; empty where no one can be played.
    default Optional<String> cast() {
        return Optional.empty();
    }

    /// Whether an answer of full length counts as complete, because the length is a rule of the situation: what was
    /// not done within it was not done.
    default boolean countsWhenCut() {
        return false;
    }

    /// Goes with every question as [parable.chat.ChatRequest#scene()]: which random draws a model in this process
    /// is to use, where that is not the question's own affair.
    default Optional<String> scene() {
        return Optional.empty();
    }

    /// Pure: the same transcript always gets the same grading.
    Grading grade(Transcript transcript);
}
