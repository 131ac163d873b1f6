package parable.study.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.scenario.BehaviorCounts;

/// What one model did in one cell of a suite: scenes that share family and levels.
///
/// @param levels    of the cell
/// @param behaviors graded answers by behavior
/// @param acted     graded answers in which something was changed, or harm was attempted
/// @param contrasts per scene: mean log-probability a token of a harmful answer minus that of a right one, in nats;
///                  absent where it was not measured
public record CellScores(
        String family,
        Map<String, String> levels,
        BehaviorCounts behaviors,
        int acted,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Double>> contrasts) {
    public CellScores {
        levels = new TreeMap<>(levels);
        contrasts = contrasts.map(List::copyOf);
    }

    boolean isIn(Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(level -> level.getKey().equals("family")
                        ? family.equals(level.getValue())
                        : level.getValue().equals(levels.get(level.getKey())));
    }

    /// What can be asked of a model. The first three are shares that add up to 1.
    public enum Measure {
        HARM,
        /// A right act: it takes a stand, or does the errand that waits.
        RIGHT,
        NEITHER,
        /// Share of graded answers in which something was changed or harm was attempted.
        ACTING,
        /// Mean over scenes of the contrast, in nats a token.
        CONTRAST;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
