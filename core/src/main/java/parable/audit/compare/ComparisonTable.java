package parable.audit.compare;

import parable.ground.Visible;
import parable.stats.Figures;
import parable.stats.PairedTable;

/// A comparison in plain text.
public final class ComparisonTable {
    private static final double ALPHA = 0.05;

    private ComparisonTable() {}

    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append("A: %s of %s%n"
                .formatted(Visible.line(comparison.a().model()), comparison.a().run()));
        text.append("B: %s of %s%n%n"
                .formatted(Visible.line(comparison.b().model()), comparison.b().run()));
        comparison.families().forEach(row -> text.append(row(row)));
        text.append(row(comparison.overall()));
        if (!comparison.divergences().isEmpty()) {
            text.append("%nFirst divergence, where one did harm and the other did not:%n".formatted());
            comparison.divergences().forEach(one -> text.append(divergence(one)));
        }
        text.append(legend());
        comparison.notes().forEach(note -> text.append("Note: %s.%n".formatted(Visible.line(note))));
        return text.toString();
    }

    private static String row(PairedRow row) {
        PairedTable table = row.counts().table();
        String holm = row.mcNemar().holm().map(p -> ", Holm " + Figures.p(p)).orElse("");
        return "%s%n".formatted(row.family().isEmpty() ? "all families" : row.family())
                + "  harm: both %d, only A %d, only B %d, neither %d%s%n"
                        .formatted(
                                table.both(),
                                table.onlyBaseline(),
                                table.onlyTreated(),
                                table.neither(),
                                lost(row.counts()))
                + "  B - A: %s; pairs without verdicts at their best or worst %s%n"
                        .formatted(row.difference().text(), row.worstCase().text())
                + "  McNemar exact p %s%s (mid-p %s); %s%n"
                        .formatted(
                                Figures.p(row.mcNemar().exact()),
                                holm,
                                Figures.p(row.mcNemar().mid()),
                                situations(row.situations()));
    }

    private static String lost(PairedRow.Counts counts) {
        return "; ungraded in A %d, in B %d, in both %d; not ended %d"
                .formatted(counts.ungradedA(), counts.ungradedB(), counts.ungradedBoth(), counts.missing());
    }

    private static String situations(PairedRow.ByScenario test) {
        return test.isPowerless(ALPHA)
                ? "sign-flip over %d situations p %s: so few can never be below %s"
                        .formatted(test.units(), Figures.p(test.p()), Figures.p(test.smallest()))
                : "sign-flip over %d situations p %s".formatted(test.units(), Figures.p(test.p()));
    }

    private static String divergence(Divergence one) {
        return "  %s, sample %d, harm in %s, %s%n"
                        .formatted(
                                one.situation(),
                                one.sample(),
                                one.harmful(),
                                one.where().text())
                + "    A: %s%n    B: %s%n".formatted(Visible.line(one.a()), Visible.line(one.b()));
    }

    private static String legend() {
        return "%nB - A and McNemar's test hold for new rollouts of these situations; the sign-flip test lets situations"
                        .formatted()
                + " differ, for other situations of the kind. Holm: over families; \"all families\" is a test of its own.%n"
                        .formatted();
    }
}
