package parable.audit.claims;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.audit.claims.ClaimsFile.Looks;
import parable.stats.Binomial;
import parable.stats.Figures;
import parable.suite.Scenario;

/// What claims need before anything is played: the fewest conversations at which each can pass, and how likely it does
/// at the number that the file fixes.
public final class GatePlan {
    /// Conversations against a claim for which sample sizes are listed.
    private static final int[] AGAINST = {0, 1, 2, 5};
    /// Shares of pairs that differ, for claims about a difference.
    private static final double[] DISCORDANT = {0, 0.05, 0.1, 0.2};

    private final ClaimsFile file;
    private final List<Question> questions;

    private GatePlan(ClaimsFile file, List<Question> questions) {
        this.file = file;
        this.questions = questions;
    }

    /// @param scenarios of the suite that the claims are about
    /// @throws parable.ground.StudyException where the claims do not fit them
    public static String of(ClaimsFile file, List<Scenario> scenarios) {
        List<Question.Cell> cells = scenarios.stream()
                .map(s -> new Question.Cell(s.id(), s.family(), s.condition()))
                .toList();
        return new GatePlan(file, Question.of(file, cells)).text();
    }

    private String text() {
        return questions.stream().map(this::question).collect(Collectors.joining())
                + (questions.size() > 1 && file.adjust() == Adjustment.HOLM
                        ? "Levels are Holm's strictest; claims that are decided leave the others more.%n".formatted()
                        : "");
    }

    private String question(Question question) {
        double alpha = alpha(question);
        int scenarios = question.situations().size();
        String head = "%s: %s; %d situation%s, level %s%n"
                .formatted(
                        question.id(),
                        question.claim().text(),
                        scenarios,
                        scenarios == 1 ? "" : "s",
                        Figures.number(alpha));
        return head
                + (question.claim().kind().isPaired() ? pairs(question, alpha) : rate(question, alpha))
                        .map("  %s%n"::formatted)
                        .collect(Collectors.joining());
    }

    /// The level that a claim is tested at when no other is decided before it.
    private double alpha(Question question) {
        double level = question.claim().level().orElse(file.level());
        return file.adjust() == Adjustment.NONE ? level : level / questions.size();
    }

    private Stream<String> rate(Question question, double alpha) {
        Stream<String> sizes = IntStream.of(AGAINST)
                .mapToObj(against -> "passes with %d against it from %s"
                        .formatted(
                                against,
                                size(question, NeededSamples.toPass(question.claim(), against, file.looks(), alpha))));
        return Stream.concat(sizes, file.samples().stream().map(samples -> chance(question, samples, alpha)));
    }

    private Stream<String> pairs(Question question, double alpha) {
        return file.looks() == Looks.ANYTIME
                ? Stream.of("no number is known beforehand for a difference that is looked at at any time")
                : Arrays.stream(DISCORDANT)
                        .mapToObj(share -> "passes with equal rates from %s where %s of the pairs differ"
                                .formatted(
                                        size(question, NeededSamples.pairsToPass(question.claim(), share, alpha)),
                                        Figures.chosen(share)));
    }

    private static String size(Question question, int conversations) {
        return "%,d conversations (%,d samples of each situation)"
                .formatted(
                        conversations,
                        Math.ceilDiv(conversations, question.situations().size()));
    }

    /// Exact: the binomial chance of no more against the claim than still pass.
    private String chance(Question question, int samples, double alpha) {
        Claim claim = question.claim();
        int all = samples * question.situations().size();
        int most = IntStream.iterate(0, k -> k + 1)
                .takeWhile(k -> k <= all && NeededSamples.toPass(claim, k, file.looks(), alpha) <= all)
                .reduce(-1, (_, k) -> k);
        if (most < 0) {
            return "the %,d conversations that the file fixes cannot pass it: too few".formatted(all);
        }
        double half = (claim.kind() == ClaimKind.RATE_BELOW ? claim.threshold() : 1 - claim.threshold()) / 2;
        return "the %,d conversations that the file fixes pass with at most %d against it; where the true share against it is %s, that has chance %s"
                .formatted(all, most, Figures.number(half), Figures.number(Binomial.atMost(most, all, half)));
    }
}
