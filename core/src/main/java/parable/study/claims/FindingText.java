package parable.study.claims;

import java.util.List;
import java.util.Locale;
import parable.stats.Figures;

/// Findings in plain text, for the terminal.
public final class FindingText {
    private FindingText() {}

    public static String of(List<Finding> findings) {
        StringBuilder text = new StringBuilder("%nClaims%n".formatted());
        for (Finding finding : findings) {
            text.append("%-4s %-13s %s%n".formatted(finding.id(), words(finding.verdict()), finding.statement()));
            for (Finding.Test test : finding.tests()) {
                text.append("       %s %s: %s, %s%n"
                        .formatted(
                                Figures.valued(test.value(), test.interval()),
                                test.quantity(),
                                test.rule(),
                                words(test.decision())));
            }
            finding.shown().forEach(line -> text.append("       context: %s%n".formatted(line)));
        }
        return text.toString();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
