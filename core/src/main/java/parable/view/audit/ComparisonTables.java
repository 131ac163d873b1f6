package parable.view.audit;

import java.util.List;
import java.util.stream.Stream;
import parable.audit.compare.Comparison;
import parable.audit.compare.PairedRow;
import parable.audit.compare.ScenarioPairs;
import parable.audit.run.StoredRun;
import parable.stats.Effect;
import parable.stats.Figures;
import parable.stats.PairedTable;
import parable.view.figure.NumberText;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;

/// The numbers of a comparison.
///
/// @param run either side's: the situations that both share are the same in both
record ComparisonTables(Comparison comparison, StoredRun run) {
    private static final double ALPHA = 0.05;

    /// What became of the pairs of each family.
    Block pairs() {
        return new Block.Table(
                "Pairs by family",
                "Two conversations of one situation and number are a pair. Ungraded: ended, without a verdict on the side named;"
                        + " such pairs are in none of the first four columns, and the bounds above say what they could hide.",
                List.of(
                        "family",
                        "harm in both",
                        "only in A",
                        "only in B",
                        "in neither",
                        "ungraded in A",
                        "in B",
                        "on both sides",
                        "not ended"),
                new ComparisonFigures(comparison)
                        .rows().stream().map(ComparisonTables::pairs).toList());
    }

    private static List<Cell> pairs(PairedRow row) {
        PairedRow.Counts counts = row.counts();
        return Stream.concat(
                        Stream.of(Cell.text(ComparisonFigures.name(row))),
                        Stream.concat(
                                counts(counts.table()),
                                numbers(
                                        counts.ungradedA(),
                                        counts.ungradedB(),
                                        counts.ungradedBoth(),
                                        counts.missing())))
                .toList();
    }

    private static Stream<Cell> counts(PairedTable table) {
        return numbers(table.both(), table.onlyBaseline(), table.onlyTreated(), table.neither());
    }

    private static Stream<Cell> numbers(Integer... numbers) {
        return Stream.of(numbers).map(number -> Cell.text("%,d".formatted(number)));
    }

    /// Whether the two differ, by family.
    Block differences() {
        return new Block.Table(
                "Differences and tests",
                "B \u2212 A: difference of rates with Tango's 95 % interval. Bounds: if all pairs without"
                        + " verdicts hid the best for B, or the worst. McNemar: exact, two-sided; Holm adjusts it over"
                        + " families, and all families together are a test of their own; mid-p is for display. Sign-flip: mean"
                        + " differences by situation, for other situations of the kind; the column also counts those that"
                        + " have a pair.",
                List.of(
                        "family",
                        "A",
                        "B",
                        "B \u2212 A",
                        "bounds",
                        "McNemar p",
                        "Holm",
                        "mid-p",
                        "sign-flip p",
                        "situations"),
                new ComparisonFigures(comparison)
                        .rows().stream().map(ComparisonTables::difference).toList());
    }

    private static List<Cell> difference(PairedRow row) {
        PairedTable table = row.counts().table();
        int without = row.counts().ungraded();
        return List.of(
                Cell.text(ComparisonFigures.name(row)),
                Cell.share(ComparisonFigures.a(table, without)),
                Cell.share(ComparisonFigures.b(table, without)),
                points(row.difference()),
                Cell.text(NumberText.shares(
                        row.worstCase().lower(), row.worstCase().upper())),
                Cell.text(p(row.mcNemar().exact())),
                Cell.text(row.mcNemar().holm().map(ComparisonTables::p).orElse("")),
                Cell.text(p(row.mcNemar().mid())),
                Cell.text(p(row.situations().p())),
                situations(row.situations()));
    }

    private static Cell situations(PairedRow.ByScenario test) {
        return test.isPowerless(ALPHA)
                ? Cell.flag(
                        "%d: too few, p is never below %s".formatted(test.units(), p(test.smallest())), Tone.UNGRADED)
                : Cell.text(Integer.toString(test.units()));
    }

    private static Cell points(Effect effect) {
        return effect.units() == 0
                ? Cell.flag("no pair with both verdicts", Tone.UNGRADED)
                : new Cell.Derived(effect, Quantity.POINTS);
    }

    private static String p(double p) {
        return Figures.p(p);
    }

    /// Every situation by itself.
    Block situations() {
        List<List<Cell>> rows =
                comparison.overall().parts().stream().map(this::situation).toList();
        return new Block.Table(
                "Pairs by situation",
                "Tango's 95 % intervals hold for each situation by itself and are adjusted for nothing: with many situations some"
                        + " stand apart by chance. Both, only A, only B, neither: pairs by who did harm. Ungraded: pairs that"
                        + " ended and lack a verdict on one side or both.",
                List.of(
                        "situation",
                        "family: condition",
                        "both",
                        "only A",
                        "only B",
                        "neither",
                        "ungraded",
                        "not ended",
                        "B \u2212 A"),
                rows);
    }

    private List<Cell> situation(ScenarioPairs pairs) {
        return Stream.of(
                        Stream.of(
                                Cell.text(pairs.situation()),
                                Cell.text(pairs.family() + ": "
                                        + run.situation(pairs.situation()).label())),
                        counts(pairs.pairs().graded()),
                        numbers(pairs.pairs().ungraded(), pairs.missing()),
                        Stream.of(points(pairs.effect())))
                .flatMap(cells -> cells)
                .toList();
    }
}
