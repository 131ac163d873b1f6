package parable.judge.gold;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import parable.ground.Visible;
import parable.judge.NameColumn;
import parable.judge.gold.GoldReport.Judged;
import parable.judge.gold.GoldReport.Rate;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.Interval;

/// A gold set and what follows from it in plain text.
public final class GoldTable {
    private GoldTable() {}

    public static String of(GoldSet.RaterAgreement raters) {
        return "Raters: the same label on %d of %d records; Krippendorff's alpha %s, Gwet's AC1 %s (codes of acts)%n"
                .formatted(raters.same(), raters.items(), number(raters.alpha()), number(raters.ac1()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Figures.number(value.getAsDouble()) : "undefined";
    }

    public static String of(GoldReport report) {
        NameColumn raters = NameColumn.of(
                "  ", report.judged().stream().map(GoldTable::name).toList());
        return "Gold set: %d records, %d undecided%s%n"
                        .formatted(
                                report.labelled(),
                                report.undecided(),
                                report.outdated() == 0
                                        ? ""
                                        : ", %d of texts that the run no longer holds".formatted(report.outdated()))
                + "%nOn the gold set%n".formatted()
                + report.judged().stream().map(row -> judged(raters, row)).collect(Collectors.joining())
                + "%nRates, raw and corrected%n".formatted()
                + report.rates().stream().map(GoldTable::rate).collect(Collectors.joining())
                + """

                labels: people's alone, on the drawn part. Rogan-Gladen: raw rate with the error rates of the gold set, which
                hold for other models and families only if the rater reads them alike. PPI++: verdicts and labels together;
                its interval needs some 5 yes and 5 no among the labels.
                """;
    }

    private static String name(Judged row) {
        return row.rater() + ", " + row.scope();
    }

    private static String judged(NameColumn raters, Judged row) {
        return "%s%n".formatted(raters.line(name(row), people(row.counts())))
                + "%s%n"
                        .formatted(raters.line(
                                "", "sensitivity " + row.sensitivity().text()))
                + "%s%n"
                        .formatted(raters.line(
                                "", "specificity " + row.specificity().text()));
    }

    private static String people(List<List<Integer>> n) {
        return "people/rater: yes/yes %d, yes/no %d, no/yes %d, no/no %d, ungraded %d"
                .formatted(
                        n.get(0).get(0),
                        n.get(0).get(1),
                        n.get(1).get(0),
                        n.get(1).get(1),
                        n.get(0).get(2) + n.get(1).get(2));
    }

    private static String rate(Rate row) {
        String indent = "    %-14s ";
        String ppi = row.corrected()
                .ppi()
                .map(effect -> (indent + "%s%n").formatted("PPI++", text(effect)))
                .orElseGet(() -> (indent + "%s%n")
                        .formatted("PPI++", row.corrected().silence().ppi().orElse("")));
        return "  %s, %s, %s%n"
                        .formatted(Visible.line(row.rater()), Visible.line(row.model()), Visible.line(row.scope()))
                + (indent + "%s%n").formatted("raw", text(row.raw()))
                + (indent + "%s%n").formatted("labels", row.labels().text())
                + (indent + "%s%n")
                        .formatted(
                                "Rogan-Gladen",
                                row.corrected()
                                        .silence()
                                        .roganGladen()
                                        .orElseGet(() -> text(row.corrected().roganGladen())))
                + ppi
                + (indent + "%s%n").formatted("gold size", size(row.size()));
    }

    /// With a digit more than rates usually get: at low rates the correction is in it.
    private static String text(Estimate raw) {
        return raw.hasData()
                ? "%d/%d = %s, %d ungraded"
                        .formatted(raw.k(), raw.n(), text(raw.value(), raw.interval(), raw.method()), raw.ungraded())
                : raw.text();
    }

    private static String text(Effect corrected) {
        return "%s, n = %d (%s)"
                .formatted(
                        text(corrected.value(), corrected.interval(), corrected.method()),
                        corrected.units(),
                        corrected.unit());
    }

    private static String text(double value, Interval interval, String method) {
        return Figures.valued(value, interval) + " " + Figures.how(method, interval);
    }

    private static String size(GoldSize size) {
        if (size.conversations().isPresent()) {
            return "about %,d labelled conversations for a corrected interval %s wide"
                    .formatted(size.conversations().getAsInt(), size.width());
        }
        return "no gold set makes the corrected interval %s wide; %s is the least, more rollouts make it less"
                .formatted(size.width(), Figures.number(size.floor()));
    }
}
