package parable.study.claims;

import java.util.ArrayList;
import java.util.List;
import parable.stats.Decision;
import parable.stats.Interval;
import parable.stats.Multiplicity;

/// The outcome of one pre-registered claim.
///
/// @param id        such as `C5`
/// @param statement what is claimed
/// @param statistic how it is tested, fixed before the data are seen
/// @param verdict   what the study says of it
/// @param tests     the conditions that together decide, each with its number
/// @param shown     further numbers for the reader; they decide nothing
public record Finding(
        String id, String statement, String statistic, Verdict verdict, List<Test> tests, List<String> shown) {

    public Finding {
        tests = List.copyOf(tests);
        shown = List.copyOf(shown);
    }

    public enum Verdict {
        SUPPORTED,
        REFUTED,
        INCONCLUSIVE,
        /// Fewer than three seeds: the numbers are shown, nothing is concluded.
        DESCRIPTIVE,
        /// The recipe has not the arms that the claim speaks of.
        NOT_TESTED
    }

    /// One condition of a claim.
    ///
    /// @param quantity what was measured
    /// @param rule     what it must satisfy, such as `lower end above +.10`
    /// @param value    mean over seeds
    /// @param interval around it
    /// @param seeds    how many seeds stand behind it
    /// @param p        of the test that the rule is not met, one-sided
    /// @param holm     the same, adjusted for all tests of the study
    public record Test(
            String quantity,
            String rule,
            double value,
            Interval interval,
            int seeds,
            double p,
            double holm,
            Decision decision) {
        Test withHolm(double adjusted) {
            return new Test(quantity, rule, value, interval, seeds, p, adjusted, decision);
        }
    }

    /// Supported when every test is, refuted when any is.
    public static Verdict verdict(List<Test> tests) {
        if (tests.isEmpty()) {
            return Verdict.NOT_TESTED;
        }
        if (tests.stream().anyMatch(test -> test.seeds() < LEAST_SEEDS)) {
            return Verdict.DESCRIPTIVE;
        }
        if (tests.stream().anyMatch(test -> test.decision() == Decision.REFUTED)) {
            return Verdict.REFUTED;
        }
        boolean all = tests.stream().allMatch(test -> test.decision() == Decision.SUPPORTED);
        return all ? Verdict.SUPPORTED : Verdict.INCONCLUSIVE;
    }

    /// Seeds below which nothing is concluded: two seeds give a t interval 4.5 times as wide as three.
    static final int LEAST_SEEDS = 3;

    /// The same findings with every p adjusted by Holm over all tests of the study.
    public static List<Finding> adjusted(List<Finding> findings) {
        List<Double> p = findings.stream()
                .flatMap(finding -> finding.tests().stream())
                .map(Finding.Test::p)
                .toList();
        List<Double> holm = Multiplicity.holm(p);
        List<Finding> all = new ArrayList<>();
        int next = 0;
        for (Finding finding : findings) {
            List<Finding.Test> tests = new ArrayList<>();
            for (Finding.Test test : finding.tests()) {
                tests.add(test.withHolm(holm.get(next++)));
            }
            all.add(new Finding(
                    finding.id(), finding.statement(), finding.statistic(), finding.verdict(), tests, finding.shown()));
        }
        return all;
    }
}
