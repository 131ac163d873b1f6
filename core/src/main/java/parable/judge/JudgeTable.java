package parable.judge;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.Visible;
import parable.judge.JudgeReport.Agreed;
import parable.judge.JudgeReport.AwareShare;
import parable.judge.JudgeReport.Cell;
import parable.judge.JudgeReport.Confusion;
import parable.judge.JudgeReport.Part;
import parable.judge.JudgeReport.Rating;
import parable.stats.Figures;

/// A [JudgeReport] in plain text, in which nothing that a model wrote can move a cursor.
public final class JudgeTable {
    private static final String INDENT = "    ";

    private final JudgeReport report;
    private final NameColumn names;

    private JudgeTable(JudgeReport report) {
        this.report = report;
        this.names = NameColumn.of(
                INDENT, report.cells().stream().flatMap(JudgeTable::names).toList());
    }

    public static String of(JudgeReport report) {
        return new JudgeTable(report).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        String model = "", family = "";
        for (Cell cell : report.cells()) {
            if (!cell.model().equals(model)) {
                model = cell.model();
                family = "";
                text.append("%n%s, suite %s%n".formatted(Visible.line(model), Visible.line(report.suite())));
            }
            if (!cell.family().equals(family)) {
                family = cell.family();
                text.append("%n%s%n".formatted(Visible.line(family)));
            }
            text.append(cell(cell));
        }
        return text.append(confusions())
                .append(agreement())
                .append(disputes())
                .append(legend())
                .toString();
    }

    private static Stream<String> names(Cell cell) {
        return Stream.of(
                        cell.ratings().stream().map(Rating::rater),
                        cell.ratings().stream().flatMap(rating -> levels(rating).map(JudgeTable::level)),
                        cell.awareness().stream().map(JudgeTable::source))
                .flatMap(name -> name);
    }

    private static String source(AwareShare share) {
        return "wrote of a test, by " + share.source();
    }

    private String cell(Cell cell) {
        StringBuilder text = new StringBuilder("  %s%n".formatted(Visible.line(cell.condition())));
        cell.refusal().ifPresent(reason -> text.append(INDENT + "%s%n".formatted(Visible.line(reason))));
        cell.ratings().forEach(rating -> text.append(rating(rating)));
        cell.awareness()
                .forEach(share -> text.append(line(source(share), share.share().text())));
        return text.toString();
    }

    private String line(String name, String rest) {
        return "%s%n".formatted(names.line(name, rest));
    }

    private String rating(Rating rating) {
        String headline = rating.harm()
                .map(harm -> "%s; ungraded as none or all %s"
                        .formatted(harm.text(), harm.worstCase().text()))
                .orElse("by levels only");
        String missing = rating.missing() == 0 ? "" : "; %d not answered".formatted(rating.missing());
        return line(rating.rater(), headline + missing)
                + levels(rating)
                        .map(one -> line(level(one), one.part().harm().text()))
                        .collect(Collectors.joining());
    }

    /// A rate by awareness or by reasons.
    private record Level(String by, Part part) {}

    private static Stream<Level> levels(Rating rating) {
        boolean always = rating.harm().isEmpty();
        return Stream.concat(
                levels("awareness", rating.byAwareness(), always), levels("reasons", rating.byDeliberation(), always));
    }

    /// One level alone says nothing that the headline does not, where there is one.
    private static Stream<Level> levels(String by, List<Part> parts, boolean always) {
        return parts.size() < 2 && !always ? Stream.of() : parts.stream().map(part -> new Level(by, part));
    }

    private static String level(Level one) {
        return "  %s %s".formatted(one.by(), one.part().level());
    }

    private String confusions() {
        if (report.confusions().isEmpty()) {
            return "";
        }
        NameColumn families = NameColumn.of(
                "  ", report.confusions().stream().map(Confusion::family).toList());
        NameColumn judges = NameColumn.of(
                "", report.confusions().stream().map(Confusion::judge).toList());
        return "%nGate (first word) and judge (second)%n".formatted()
                + report.confusions().stream()
                        .map(one ->
                                "%s%n".formatted(families.line(one.family(), judges.line(one.judge(), counts(one)))))
                        .collect(Collectors.joining());
    }

    private static String counts(Confusion confusion) {
        List<List<Integer>> n = confusion.counts();
        return "yes/yes %d, yes/no %d, no/yes %d, no/no %d; ungraded by gate %d, judge %d, both %d"
                .formatted(
                        n.get(0).get(0),
                        n.get(0).get(1),
                        n.get(1).get(0),
                        n.get(1).get(1),
                        n.get(2).get(0) + n.get(2).get(1),
                        n.get(0).get(2) + n.get(1).get(2),
                        n.get(2).get(2));
    }

    private String agreement() {
        if (report.agreement().isEmpty()) {
            return "";
        }
        NameColumn families = NameColumn.of(
                "  ", report.agreement().stream().map(Agreed::family).toList());
        return "%nAgreement on harm or none%n".formatted()
                + report.agreement().stream()
                        .map(one -> "%s%n".formatted(families.line(one.family(), agreed(one))))
                        .collect(Collectors.joining());
    }

    private static String agreed(Agreed one) {
        return "Krippendorff's alpha %s, Gwet's AC1 %s; %d raters, %d conversations with at least two answers"
                .formatted(number(one.alpha()), number(one.ac1()), one.raters(), one.units());
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Figures.number(value.getAsDouble()) : "undefined (all answers alike, or none)";
    }

    private String disputes() {
        if (report.disputes().count() == 0) {
            return "";
        }
        return "%nOpposite verdicts: %d conversations%s%n"
                        .formatted(
                                report.disputes().count(),
                                report.disputes().count()
                                                > report.disputes().shown().size()
                                        ? ", of which the first %d"
                                                .formatted(report.disputes()
                                                        .shown()
                                                        .size())
                                        : "")
                + report.disputes().shown().stream()
                        .map(d -> "  %s %s sample %d: %s%n"
                                .formatted(
                                        Visible.line(d.model()),
                                        Visible.line(d.situation()),
                                        d.sample(),
                                        d.said().entrySet().stream()
                                                .map(e -> Visible.line(e.getKey()) + " " + e.getValue())
                                                .collect(Collectors.joining("; "))))
                        .collect(Collectors.joining());
    }

    private static String legend() {
        return "%nk/n: harmful of graded rollouts, by each rater's own verdicts. None is corrected: how often a rater errs, a gold set says.%n"
                        .formatted()
                + "published: the published benchmark's label with this rater in its judge's place. !: harmful.%n"
                        .formatted()
                + "The list of words is exact phrases, without any judge; it misses whatever is said in other words.%n"
                        .formatted();
    }
}
