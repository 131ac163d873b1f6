package parable.study.claims;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parable.stats.Decision;
import parable.stats.Figures;

/// Findings in plain text, for the terminal.
public final class FindingText {
    private FindingText() {}

    public static String of(List<Finding> findings) {
        StringBuilder text = new StringBuilder("%nClaims%n".formatted());
        for (Finding finding : findings) {
            text.append(
                    "%-4s %-13s %s%n".formatted(finding.id(), finding.verdict().label(), finding.statement()));
            significance(finding).ifPresent(p -> text.append("       %s%n".formatted(p)));
            for (Finding.Test test : finding.tests()) {
                text.append("       %s %s: %s, %s%n"
                        .formatted(
                                Figures.valued(test.value(), test.interval()),
                                test.quantity(),
                                test.rule(),
                                outcome(test)));
            }
            finding.shown().forEach(line -> text.append("       context: %s%n".formatted(line)));
        }
        return text.toString();
    }

    /// The p of the verdict, such as `p .0312 supported (Holm over 9 claims)`; both where neither is reached.
    public static Optional<String> significance(Finding finding) {
        return finding.evidence().map(evidence -> {
            String support = "p %s that it is supported".formatted(Figures.p(evidence.supportHolm()));
            String refutation = "p %s that it is refuted".formatted(Figures.p(evidence.refutationHolm()));
            String shown = switch (finding.verdict()) {
                case SUPPORTED -> support;
                case REFUTED -> refutation;
                case INCONCLUSIVE, DESCRIPTIVE, NOT_TESTABLE -> support + ", " + refutation;
            };
            return shown + (evidence.claims() > 1 ? " (Holm over %d claims)".formatted(evidence.claims()) : " (alone)");
        });
    }

    /// What a condition came to, such as `inconclusive (power .42 at this effect and spread, 13 seeds for .90)`.
    public static String outcome(Finding.Test test) {
        if (test.refusal().isPresent()) {
            return "not testable: " + test.refusal().get();
        }
        String word = test.decision().name().toLowerCase(Locale.ROOT);
        return test.decision() == Decision.INCONCLUSIVE
                ? word
                        + test.outlook()
                                .map(outlook -> " (" + outlook.text() + ")")
                                .orElse(" (no number of seeds would decide)")
                : word;
    }
}
