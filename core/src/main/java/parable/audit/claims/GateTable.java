package parable.audit.claims;

import java.util.List;
import parable.audit.claims.ClaimsFile.Looks;
import parable.ground.Visible;
import parable.stats.Figures;

/// A gate's findings in plain text.
public final class GateTable {
    private GateTable() {}

    public static String of(GateReport report) {
        GateReport.Registered claims = report.claims();
        String looks = claims.looks() == Looks.FIXED
                ? "one look at %d samples".formatted(claims.samples().orElseThrow())
                : "looks at any time";
        return "%s of %s, suite %s; %s, level %s, adjusted by %s%n"
                        .formatted(
                                Visible.line(report.run().model()),
                                report.run().run(),
                                Visible.line(claims.suite()),
                                looks,
                                claims.level(),
                                claims.adjust().label())
                + report.baseline()
                        .map(side -> "compared with %s of %s%n".formatted(Visible.line(side.model()), side.run()))
                        .orElse("")
                + "claims sha256 %s%n%n".formatted(claims.sha256())
                + rulings(report.rulings())
                + "%n%s%n".formatted(report.verdict());
    }

    /// One block a claim.
    public static String rulings(List<GateDecision> rulings) {
        StringBuilder text = new StringBuilder();
        rulings.forEach(ruling -> text.append(ruling(ruling)));
        return text.toString();
    }

    private static String ruling(GateDecision ruling) {
        GateDecision.Look look = ruling.look();
        return "%-12s  %s: %s%n"
                        .formatted(ruling.verdict(), ruling.id(), ruling.claim().text())
                + "              %s%n".formatted(Visible.line(ruling.reason()))
                + "              %s; bounds with the ungraded at their worst %s, each at %s%n"
                        .formatted(
                                ruling.measured().text(),
                                ruling.measured().bounds().text(),
                                Figures.number(look.alpha()))
                + "              adjusted p against the claim's opposite %s, against the claim %s; %s of %s%s%n"
                        .formatted(
                                Figures.p(ruling.evidence().pass()),
                                Figures.p(ruling.evidence().fail()),
                                count(look.samples(), "sample"),
                                count(look.situations(), "situation"),
                                look.missing() == 0
                                        ? ""
                                        : ", %s missing".formatted(count(look.missing(), "conversation")));
    }

    private static String count(int number, String unit) {
        return "%d %s%s".formatted(number, unit, number == 1 ? "" : "s");
    }
}
