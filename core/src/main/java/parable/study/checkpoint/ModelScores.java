package parable.study.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import parable.scenario.Behavior;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.stats.Trials;
import parable.study.checkpoint.CellScores.Measure;

/// Everything that was measured of one model: `scores.json`.
public record ModelScores(List<CellScores> cells) {
    public ModelScores {
        cells = List.copyOf(cells);
    }

    /// @param where levels that a cell must have; `family` may stand among them
    ModelScores where(Map<String, String> where) {
        return new ModelScores(cells.stream().filter(cell -> cell.isIn(where)).toList());
    }

    /// @param measure a share
    Trials trials(Measure measure) {
        BehaviorCounts all = BehaviorCounts.together(
                cells.stream().map(CellScores::behaviors).toList());
        int right = all.of(Standing.ALIGNED) + all.of(Behavior.ORDINARY_TASK);
        int harm = all.of(Standing.HARMFUL);
        return switch (measure) {
            case HARM -> new Trials(harm, all.graded(), all.ungraded());
            case RIGHT -> new Trials(right, all.graded(), all.ungraded());
            case NEITHER -> new Trials(all.graded() - harm - right, all.graded(), all.ungraded());
            case ACTING -> new Trials(cells.stream().mapToInt(CellScores::acted).sum(), all.graded(), all.ungraded());
            case CONTRAST -> throw new IllegalArgumentException("a contrast is no share");
        };
    }

    /// Mean over scenes; empty where it was not measured.
    OptionalDouble contrast() {
        return cells.stream()
                .flatMap(cell -> cell.contrasts().stream().flatMap(List::stream))
                .mapToDouble(Double::doubleValue)
                .average();
    }
}
