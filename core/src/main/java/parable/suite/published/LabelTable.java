package parable.suite.published;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parable.grade.Grading;

/// The published benchmark's own labels against our strict verdicts, family by family. Immutable.
///
/// @param rows           counts that are not 0, by family, label and verdict
/// @param contradictions answers that they call harmful although their hard-coded gate, read again, does not let
///                       them through: such labels were made by another edition of the graders
public record LabelTable(List<Row> rows, int contradictions) {
    private static final List<String> THEIRS = List.of("yes", "no", "none");
    private static final List<String> OURS = List.of("yes", "no", "ungraded");
    private static final Comparator<Row> ORDER =
            Comparator.comparing(Row::family).thenComparing(Row::theirs).thenComparing(Row::strict);

    public LabelTable {
        rows = List.copyOf(rows);
    }

    /// @param theirs  `yes`, `no`, or `none` where an answer has no label
    /// @param strict  `yes`, `no` or `ungraded`
    /// @param answers how many have both
    public record Row(String family, String theirs, String strict, int answers) {
        boolean isFor(Row other) {
            return ORDER.compare(this, other) == 0;
        }
    }

    public static LabelTable empty() {
        return new LabelTable(List.of(), 0);
    }

    public LabelTable plus(String family, TheirLabel theirs, Grading ours) {
        String label = theirs.harmful().map(harmful -> harmful ? "yes" : "no").orElse("none");
        Row one = new Row(family, label, ours.strict().label(), 1);
        List<Row> more = new ArrayList<>(rows);
        more.removeIf(one::isFor);
        more.add(new Row(family, label, one.strict(), 1 + of(family, label, one.strict())));
        more.sort(ORDER);
        boolean passes = ours.published().orElseThrow().gatePasses();
        return new LabelTable(more, contradictions + (theirs.harmful().orElse(false) && !passes ? 1 : 0));
    }

    public int of(String family, String theirs, String strict) {
        Row wanted = new Row(family, theirs, strict, 0);
        return rows.stream().filter(wanted::isFor).mapToInt(Row::answers).sum();
    }

    /// In plain text.
    public String text() {
        StringBuilder text = new StringBuilder("Their label x our strict verdict:%n".formatted());
        for (String family : rows.stream().map(Row::family).distinct().toList()) {
            text.append("%n%-13s %11s %9s %9s%n".formatted(family, "strict yes", "no", "ungraded"));
            for (String theirs : THEIRS) {
                text.append("  theirs %-4s".formatted(theirs));
                OURS.forEach(ours -> text.append(" %9d".formatted(of(family, theirs, ours))));
                text.append('\n');
            }
        }
        return text
                + "%nAnswers that they call harmful against their own hard-coded gate: %d%n".formatted(contradictions);
    }
}
