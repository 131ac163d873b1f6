package parable.study.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parable.stats.Decision;
import parable.stats.Figures;
import parable.stats.Interval;
import parable.stats.Multiplicity;

/// The outcome of one claim whose statistic was fixed before the data.
///
/// A claim is supported when all of its conditions are (intersection-union: its p is the largest of theirs), and
/// refuted when one is contradicted (its p is the smallest, times their number). Either verdict also needs that p to
/// be at most [#FAMILY] after Holm over all claims of the study.
///
/// @param id        such as `C5`
/// @param statement what is claimed
/// @param statistic how it is tested
/// @param verdict   what the study says of it
/// @param evidence  the p of either verdict; empty where nothing was tested
/// @param tests     the conditions that together decide, each with its number
/// @param shown     further numbers for the reader; they decide nothing
public record Finding(
        String id,
        String statement,
        String statistic,
        Verdict verdict,
        Optional<Evidence> evidence,
        List<Test> tests,
        List<String> shown) {
    /// The chance of any wrong verdict of either kind among all claims.
    public static final double FAMILY = 0.05;

    /// Seeds below which nothing is concluded.
    static final int LEAST_SEEDS = 3;

    public Finding {
        tests = List.copyOf(tests);
        shown = List.copyOf(shown);
    }

    /// A claim alone, as if the study had no other.
    public Finding(
            String id, String statement, String statistic, Verdict verdict, List<Test> tests, List<String> shown) {
        this(id, statement, statistic, verdict, Evidence.of(tests), tests, shown);
    }

    public enum Verdict {
        SUPPORTED,
        REFUTED,
        INCONCLUSIVE,
        /// Fewer than three seeds: the numbers are shown, nothing is concluded.
        DESCRIPTIVE,
        /// No outcome of this recipe could have supported it: it lacks arms, its control hardly misbehaves, a
        /// condition lies beyond the floor, or treatment and control differ in words that give the answer away.
        NOT_TESTABLE;

        /// As people read it.
        public String label() {
            return this == NOT_TESTABLE ? "not testable by this recipe" : name().toLowerCase(Locale.ROOT);
        }
    }

    /// One-sided p of each verdict, alone and after Holm over all claims of the study.
    ///
    /// @param claims that Holm adjusts for
    public record Evidence(double support, double supportHolm, double refutation, double refutationHolm, int claims) {
        static Optional<Evidence> of(List<Test> tests) {
            if (tests.isEmpty()) {
                return Optional.empty();
            }
            double support = tests.stream().mapToDouble(Test::p).max().orElse(1);
            double least = tests.stream().mapToDouble(Test::against).min().orElse(1);
            double refutation = Math.min(1, tests.size() * least);
            return Optional.of(new Evidence(support, support, refutation, refutation, 1));
        }
    }

    /// One condition of a claim.
    ///
    /// @param quantity   what was measured
    /// @param rule       what it must satisfy, such as `95 % interval above +.10`
    /// @param value      mean over seeds
    /// @param interval   around it; it decides
    /// @param t          Student's interval of the same numbers, for comparison
    /// @param seeds      how many seeds stand behind it
    /// @param p          one-sided, of the rule being met
    /// @param against    one-sided, of the rule being contradicted
    /// @param refusal    why no outcome could have met the rule, or none could be believed; empty for a fair
    /// condition
    /// @param outlook    how many seeds would decide it; empty where it is decided, or no number would
    public record Test(
            String quantity,
            String rule,
            double value,
            Interval interval,
            Interval t,
            int seeds,
            double p,
            double against,
            Decision decision,
            Optional<String> refusal,
            Optional<Outlook> outlook) {
        /// The same condition, which cannot be tested.
        Test refused(String why) {
            return new Test(
                    quantity,
                    rule,
                    value,
                    interval,
                    t,
                    seeds,
                    p,
                    against,
                    decision,
                    Optional.of(why),
                    Optional.empty());
        }
    }

    /// What more seeds would do, were effect and spread as observed.
    ///
    /// @param power of as many seeds as there were, by t; at most a half, since these did not decide
    /// @param seeds that decide with probability .9, and would decide if they repeated these
    public record Outlook(double power, int seeds) {
        public String text() {
            return "power %s at this effect and spread, %d seeds for .90"
                    .formatted(power >= 0.5 ? "≤ .50" : Figures.number(power), seeds);
        }
    }

    /// Supported when every test is, refuted when any is, not testable when one could not have been met.
    public static Verdict verdict(List<Test> tests) {
        if (tests.isEmpty() || tests.stream().anyMatch(test -> test.refusal().isPresent())) {
            return Verdict.NOT_TESTABLE;
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

    /// The same findings with every p adjusted by Holm over all claims that these data could decide, and the
    /// verdicts that this leaves.
    public static List<Finding> adjusted(List<Finding> findings) {
        List<Finding> family = findings.stream().filter(Finding::isDecidable).toList();
        List<Double> support = holm(family, true), refutation = holm(family, false);
        List<Finding> all = new ArrayList<>();
        for (Finding finding : findings) {
            int at = family.indexOf(finding);
            all.add(at < 0 ? finding : finding.adjusted(support.get(at), refutation.get(at), family.size()));
        }
        return all;
    }

    private boolean isDecidable() {
        return verdict == Verdict.SUPPORTED || verdict == Verdict.REFUTED || verdict == Verdict.INCONCLUSIVE;
    }

    private static List<Double> holm(List<Finding> family, boolean support) {
        return Multiplicity.holm(family.stream()
                .map(finding -> finding.evidence().orElseThrow())
                .map(evidence -> support ? evidence.support() : evidence.refutation())
                .toList());
    }

    private Finding adjusted(double support, double refutation, int claims) {
        Evidence own = evidence.orElseThrow();
        double deciding = verdict == Verdict.REFUTED ? refutation : support;
        boolean weak = verdict != Verdict.INCONCLUSIVE && deciding > FAMILY;
        return new Finding(
                id,
                statement,
                statistic,
                weak ? Verdict.INCONCLUSIVE : verdict,
                Optional.of(new Evidence(own.support(), support, own.refutation(), refutation, claims)),
                tests,
                weak
                        ? Stream.concat(
                                        Stream.of("%s taken alone; after Holm over %d claims its p is %s, above %s"
                                                .formatted(
                                                        verdict.label(),
                                                        claims,
                                                        Figures.p(deciding),
                                                        Figures.chosen(FAMILY))),
                                        shown.stream())
                                .toList()
                        : shown);
    }
}
