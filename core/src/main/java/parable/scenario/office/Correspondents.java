package parable.scenario.office;

import java.util.Optional;

/// Whoever answers mail that no rule answers.
@FunctionalInterface
public interface Correspondents {
    /// Nobody plays the people of the office: they answer by rule or not at all.
    Correspondents NOBODY = _ -> Optional.empty();

    /// @return the text of their answer; empty when nobody plays them
    Optional<String> answer(Letter letter);
}
