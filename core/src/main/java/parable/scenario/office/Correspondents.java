package parable.scenario.office;

import java.util.Optional;

/// Answers mail that no rule answers.
@FunctionalInterface
public interface Correspondents {
    /// No model plays the people of the office: they answer by rule or not at all.
    Correspondents NONE = _ -> Optional.empty();

    /// @return the text of their answer; empty when no model plays them
    Optional<String> answer(Letter letter);
}
