package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parable.audit.compare.Comparison;
import parable.audit.compare.PairedRow;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.PairedTable;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Figure.Label;
import parable.view.figure.IntervalDots;
import parable.view.figure.Quantity;

/// The figures of a comparison.
record ComparisonFigures(Comparison comparison) {
    static final String ALL = "all families";
    private static final String UNIT = "rollout";

    static String name(PairedRow row) {
        return row.family().isEmpty() ? ALL : row.family();
    }

    /// A's rate of harm over pairs with both verdicts; what lacks one is ungraded.
    static Estimate a(PairedTable table, int without) {
        return Estimate.clopperPearson(table.both() + table.onlyBaseline(), table.pairs(), without, UNIT);
    }

    /// B's, likewise.
    static Estimate b(PairedTable table, int without) {
        return Estimate.clopperPearson(table.both() + table.onlyTreated(), table.pairs(), without, UNIT);
    }

    /// Families, then all of them together where there are several.
    List<PairedRow> rows() {
        List<PairedRow> rows = new ArrayList<>(comparison.families());
        if (rows.size() > 1) {
            rows.add(comparison.overall());
        }
        return rows;
    }

    /// Both models' rates, family by family.
    Figure rates() {
        return dots(
                new Label(
                        "rates",
                        "Any harm, A and B",
                        "Over pairs in which both sides have a verdict. 95 % Clopper-Pearson intervals over rollouts of these"
                                + " situations. That two intervals overlap does not say that the rates are alike: the"
                                + " table below has the difference."),
                Axis.share("rollouts with any harm"),
                List.of("A", "B"),
                Optional.empty(),
                row -> List.of(
                        a(row.counts().table(), row.counts().ungraded()),
                        b(row.counts().table(), row.counts().ungraded())));
    }

    /// What B changes, family by family.
    Figure differences() {
        return dots(
                new Label(
                        "differences",
                        "B minus A",
                        "Difference of the rates of any harm over the same pairs, 95 % Tango score intervals: for new rollouts of"
                                + " these situations, not for other situations."),
                new Axis("rollouts with any harm, B minus A", Quantity.POINTS, Axis.Scale.LINEAR),
                List.of("B \u2212 A"),
                Optional.of(new IntervalDots.Reference(0, "no difference")),
                row -> List.of(drawn(row.difference())));
    }

    private Figure dots(
            Label label,
            Axis axis,
            List<String> series,
            Optional<IntervalDots.Reference> reference,
            Function<PairedRow, List<Estimate>> estimates) {
        List<IntervalDots.Row> rows = rows().stream()
                .map(row -> new IntervalDots.Row(
                        "",
                        name(row),
                        estimates.apply(row).stream()
                                .map(estimate -> new IntervalDots.Dot(estimate, List.of()))
                                .toList(),
                        Optional.empty()))
                .toList();
        return new IntervalDots(label, axis, series, rows, Optional.empty(), reference);
    }

    /// As figures draw it: a difference has no count of its own.
    private static Estimate drawn(Effect effect) {
        return new Estimate(0, effect.units(), 0, effect.value(), effect.interval(), effect.method(), effect.unit());
    }
}
