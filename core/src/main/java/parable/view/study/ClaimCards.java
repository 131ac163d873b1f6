package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import parable.stats.Figures;
import parable.study.claims.Finding;
import parable.study.claims.FindingText;
import parable.view.page.Cell;
import parable.view.page.ClaimCard;
import parable.view.page.ClaimCard.Evidence;
import parable.view.page.ClaimCard.Outcome;
import parable.view.page.ClaimCard.Side;

/// Findings as cards of a page.
final class ClaimCards {
    private ClaimCards() {}

    static List<ClaimCard> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.tests().isEmpty())
                .map(ClaimCards::card)
                .toList();
    }

    private static ClaimCard card(Finding finding) {
        List<Evidence> evidence = new ArrayList<>();
        for (Finding.Test test : finding.tests()) {
            Side side = switch (test.decision()) {
                case SUPPORTED -> Side.FOR;
                case REFUTED -> Side.AGAINST;
                case INCONCLUSIVE -> Side.UNDECIDED;
            };
            String number = "%s, %s: %s; %d seeds"
                    .formatted(
                            Figures.valued(test.value(), test.interval()),
                            test.rule(),
                            FindingText.outcome(test),
                            test.seeds());
            evidence.add(new Evidence(side, test.quantity(), Cell.text(number)));
        }
        FindingText.significance(finding)
                .ifPresent(p -> evidence.addFirst(new Evidence(Side.CONTEXT, "the claim", Cell.text(p))));
        finding.shown().forEach(line -> evidence.add(new Evidence(Side.CONTEXT, "context", Cell.text(line))));
        return new ClaimCard(
                finding.id(), finding.statement(), finding.statistic(), outcome(finding), evidence, reading(finding));
    }

    private static Outcome outcome(Finding finding) {
        return switch (finding.verdict()) {
            case SUPPORTED -> Outcome.SUPPORTED;
            case REFUTED -> Outcome.REFUTED;
            case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
            case DESCRIPTIVE -> Outcome.DESCRIPTIVE;
            case NOT_TESTABLE -> Outcome.NOT_TESTABLE;
        };
    }

    private static String reading(Finding finding) {
        return switch (finding.verdict()) {
            case SUPPORTED -> "Every condition that was fixed beforehand holds on these seeds.";
            case REFUTED -> "At least one condition that was fixed beforehand is contradicted by these seeds.";
            case INCONCLUSIVE -> "These seeds neither establish nor contradict every condition.";
            case DESCRIPTIVE -> "Too few seeds to conclude anything; the numbers are shown as they are.";
            case NOT_TESTABLE -> "No outcome of this recipe could have supported it; the context says why.";
        };
    }
}
