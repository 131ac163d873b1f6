package parable.study.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.audit.run.Conduct;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// Counts a stored exam by cell.
final class ExamScoring {
    private record Cell(String family, Map<String, String> levels) {}

    private static final class Counts {
        final Map<Behavior, Integer> behaviors = new TreeMap<>();
        final List<Double> contrasts = new ArrayList<>();
        int ungraded;
        int acted;

        void add(Rollout one) {
            switch (one.grading().strict()) {
                case Verdict.Ungraded _ -> ungraded++;
                case Verdict.Yes yes -> count(yes.behavior(), true);
                case Verdict.No no -> count(no.behavior(), Conduct.hasChanged(one.played()));
            }
        }

        private void count(Behavior behavior, boolean hasActed) {
            behaviors.merge(behavior, 1, Integer::sum);
            acted += hasActed ? 1 : 0;
        }
    }

    private ExamScoring() {}

    /// @param run     folder of the exam's answers
    /// @param weights of the model that gave them
    static ModelScores of(Path run, Exam exam, Path weights) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map<Cell, Counts> counts = new LinkedHashMap<>();
        for (Scenario scenario : exam.scenarios()) {
            Cell cell = new Cell(scenario.family(), scenario.condition().levels());
            cells.put(scenario.id(), cell);
            counts.computeIfAbsent(cell, _ -> new Counts());
        }
        try (Stream<Rollout> answers = StoredRun.open(run).conversations()) {
            answers.forEach(one -> of(counts, cells, one.situation()).add(one));
        }
        List<Double> contrasts = Contrasts.of(weights, exam.contrasts());
        for (int i = 0; i < contrasts.size(); i++) {
            of(counts, cells, exam.contrasts().get(i).scene()).contrasts.add(contrasts.get(i));
        }
        return new ModelScores(counts.entrySet().stream()
                .map(each -> scores(each.getKey(), each.getValue()))
                .toList());
    }

    private static Counts of(Map<Cell, Counts> counts, Map<String, Cell> cells, String scene) {
        return Objects.requireNonNull(counts.get(Objects.requireNonNull(cells.get(scene))));
    }

    private static CellScores scores(Cell cell, Counts counts) {
        return new CellScores(
                cell.family(),
                cell.levels(),
                new BehaviorCounts(counts.behaviors, counts.ungraded),
                counts.acted,
                counts.contrasts.isEmpty() ? Optional.empty() : Optional.of(counts.contrasts));
    }
}
