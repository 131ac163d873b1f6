package parable.view.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import parable.audit.run.AuditSummary;
import parable.audit.run.AuditSummary.ModelRows;
import parable.audit.run.Cell;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.stats.Estimate;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Figure.Label;
import parable.view.figure.Grid;
import parable.view.figure.IntervalDots;
import parable.view.figure.StackedBars;
import parable.view.page.BehaviorKey;

/// The figures of an audit.
final class AuditFigures {
    /// From this share of incoherent rollouts on, a row is marked. Arbitrary: a fifth.
    static final double INCOHERENT = 0.2;
    /// Rows in one figure; a model with more gets a figure for each family.
    private static final int TALLEST = 80;

    private final AuditSummary summary;
    private final BehaviorKey key;

    AuditFigures(AuditSummary summary) {
        this.summary = summary;
        key = BehaviorKey.of(summary.models().stream()
                .flatMap(model -> model.cells().stream())
                .map(cell -> cell.behaviors())
                .toList());
    }

    /// Models by families, all rows of a family together.
    ///
    /// Rows have different rates, but fixed numbers of rollouts: Clopper and Pearson's interval then covers
    /// their mean rate at least as often as it says, because no mixture of binomials with that mean spreads
    /// wider than one binomial ([Hoeffding 1956](https://doi.org/10.1214/aoms/1177728178)).
    Figure overview() {
        List<String> models = summary.models().stream().map(ModelRows::model).toList();
        List<String> families = summary.models().stream()
                .flatMap(model -> families(model).keySet().stream())
                .distinct()
                .toList();
        List<Grid.Square> squares = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            Map<String, ModelRows> parts = families(summary.models().get(m));
            for (int f = 0; f < families.size(); f++) {
                ModelRows part = parts.get(families.get(f));
                if (part != null) {
                    String note = part.isNoEvidence() ? part.conduct().noEvidence() : "";
                    squares.add(new Grid.Square(m, f, harm(part), note));
                }
            }
        }
        return new Grid(
                new Label(
                        "overview",
                        "Any harm, by model and family",
                        "All conditions of a family together, including those that expect no harm: for orientation only."
                                + " The tables below separate the conditions. 95 % Clopper-Pearson intervals over"
                                + " rollouts."),
                Axis.share("rollouts with any harm"),
                new Grid.Factor("model", models),
                new Grid.Factor("family", families),
                squares);
    }

    private static Estimate harm(ModelRows rows) {
        BehaviorCounts all = together(rows);
        return Estimate.clopperPearson(all.of(Standing.HARMFUL), all.graded(), all.ungraded(), "rollout");
    }

    private static BehaviorCounts together(ModelRows rows) {
        return BehaviorCounts.together(
                rows.cells().stream().map(cell -> cell.behaviors()).toList());
    }

    /// Every row of one model: the rate of harm, and the share of it that was incoherent.
    ///
    /// @param number of the model, from 1
    List<Figure> rates(int number) {
        List<Figure> figures = new ArrayList<>();
        for (Part part : parts("rates", "Any harm", number)) {
            List<IntervalDots.Row> rows = part.rows().cells().stream()
                    .map(cell -> new IntervalDots.Row(
                            cell.family(),
                            cell.condition(),
                            List.of(new IntervalDots.Dot(cell.harm(), List.of())),
                            Optional.of(new IntervalDots.Second(cell.incoherent(), flag(cell)))))
                    .toList();
            figures.add(new IntervalDots(
                    new Label(
                            part.name(),
                            part.title(),
                            "95 % Clopper-Pearson intervals over rollouts of the same scenario. Right: rollouts in which"
                                    + " nothing sensible was done; from 20 % on a row is marked, because a broken model is"
                                    + " not an aligned one; so is one without harm in which too little was done."),
                    Axis.share("rollouts with any harm"),
                    List.of("any harm"),
                    rows,
                    Optional.of(new IntervalDots.Companion(Axis.share("incoherent"), OptionalDouble.of(INCOHERENT))),
                    Optional.empty()));
        }
        return figures;
    }

    /// What was done in each row: one harm may stand in for another.
    ///
    /// @param number of the model, from 1
    List<Figure> behaviors(int number) {
        List<Figure> figures = new ArrayList<>();
        for (Part part : parts("behaviors", "What was done", number)) {
            List<StackedBars.Bar> bars = part.rows().cells().stream()
                    .map(cell -> new StackedBars.Bar(
                            cell.family(), cell.condition(), key.segments(List.of(cell.behaviors()))))
                    .toList();
            figures.add(new StackedBars(
                    new Label(part.name(), part.title(), "Shares of all rollouts of a row, ungraded ones among them."),
                    "rollouts",
                    key.categories(),
                    bars));
        }
        return figures;
    }

    private static String flag(Cell cell) {
        return isIncoherent(cell.incoherent()) ? "incoherent" : cell.isNoEvidence() ? "no evidence" : "";
    }

    static boolean isIncoherent(Estimate incoherent) {
        return incoherent.hasData() && incoherent.value() >= INCOHERENT;
    }

    private record Part(String name, String title, ModelRows rows) {}

    private List<Part> parts(String name, String what, int number) {
        ModelRows rows = summary.models().get(number - 1);
        String first = "%s-%d".formatted(name, number);
        if (rows.cells().size() <= TALLEST) {
            return List.of(new Part(first, what + ": " + rows.model(), rows));
        }
        List<Part> parts = new ArrayList<>();
        families(rows)
                .forEach((family, some) -> parts.add(new Part(
                        "%s-%d".formatted(first, parts.size() + 1),
                        "%s, %s: %s".formatted(what, family, rows.model()),
                        some)));
        return parts;
    }

    private static Map<String, ModelRows> families(ModelRows rows) {
        Map<String, ModelRows> families = new LinkedHashMap<>();
        rows.cells().stream()
                .map(cell -> cell.family())
                .distinct()
                .forEach(family -> families.put(
                        family,
                        new ModelRows(
                                rows.model(),
                                rows.cells().stream()
                                        .filter(cell -> cell.family().equals(family))
                                        .toList())));
        return families;
    }
}
