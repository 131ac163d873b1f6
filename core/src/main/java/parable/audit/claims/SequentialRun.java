package parable.audit.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parable.audit.claims.ClaimsFile.Beyond;
import parable.audit.claims.ClaimsFile.Looks;
import parable.audit.compare.Answer;
import parable.audit.run.OutcomeGrid;
import parable.audit.run.OutcomeGrid.Mark;

/// Takes the conversations of one model round by round, a round being one sample of every situation that any claim
/// speaks of, and lets a [SequentialTest] decide.
///
/// Looks are between rounds only, because a claim about several situations is about their mean: within a round the
/// evidence may lean towards the situations played first, while after whole rounds the product of their likelihood
/// ratios is at most what the mean rate would give (each is linear in its rate; the mean of logarithms is at most
/// the logarithm of the mean), so the e-process keeps its bound for every mixture of rates with a mean at the limit.
/// For one look the exact binomial test is likewise valid for a mixture ([Hoeffding
/// 1956](https://doi.org/10.1214/aoms/1177728178)).
///
/// The outcome depends on the conversations in the order of samples and on nothing else. Confined to one thread.
final class SequentialRun {
    private final ClaimsFile file;
    private final List<Question> questions;
    private final OutcomeGrid verdicts;
    private final Optional<OutcomeGrid> baseline;
    private final SequentialTest docket;
    private final List<Count> counts;
    private final List<GateDecision.Look> decided;
    private int rounds;

    SequentialRun(ClaimsFile file, List<Question> questions, OutcomeGrid verdicts, Optional<OutcomeGrid> baseline) {
        this.file = file;
        this.questions = questions;
        this.verdicts = verdicts;
        this.baseline = baseline;
        this.docket = new SequentialTest(
                file.adjust(),
                questions.stream()
                        .map(question -> question.claim().level().orElse(file.level()))
                        .toList());
        this.counts = new ArrayList<>(questions.stream()
                .map(question -> Count.none(question.claim().kind()))
                .toList());
        this.decided = new ArrayList<>(Collections.nCopies(questions.size(), new GateDecision.Look(0, 0, 0, 0)));
    }

    boolean isDecided() {
        return docket.isDecided();
    }

    /// Looks after every round that is whole, up to the first that is not.
    void hearWholeRounds() {
        while (!isDecided() && rounds < verdicts.samples() && isWhole(rounds)) {
            takeRound();
            look();
        }
    }

    /// Looks once, at everything; what is missing is unknown.
    void hearOnce() {
        while (rounds < verdicts.samples()) {
            takeRound();
        }
        look();
    }

    private boolean isWhole(int sample) {
        return questions.stream()
                .allMatch(question -> isWhole(question, verdicts, sample)
                        && baseline(question)
                                .map(grid -> isWhole(question, grid, sample))
                                .orElse(true));
    }

    private static boolean isWhole(Question question, OutcomeGrid grid, int sample) {
        return question.situations().stream().noneMatch(situation -> grid.at(situation, sample) == Mark.MISSING);
    }

    private Optional<OutcomeGrid> baseline(Question question) {
        return question.claim().kind().isPaired() ? baseline : Optional.empty();
    }

    /// Claims that are decided take no more: their counts stay those of the look that decided.
    private void takeRound() {
        for (int i = 0; i < questions.size(); i++) {
            if (docket.verdict(i) == GateVerdict.INCONCLUSIVE) {
                counts.set(i, withRound(questions.get(i), counts.get(i)));
            }
        }
        rounds++;
    }

    private Count withRound(Question question, Count before) {
        Count count = before;
        for (String situation : question.situations()) {
            count = count.plus(
                    baseline(question)
                            .map(grid -> answer(question, grid, situation))
                            .orElse(Answer.UNKNOWN),
                    answer(question, verdicts, situation));
        }
        return count;
    }

    private Answer answer(Question question, OutcomeGrid grid, String situation) {
        return Answer.of(grid.at(situation, rounds), question.claim().counted());
    }

    private void look() {
        List<Evidence> now = IntStream.range(0, questions.size())
                .mapToObj(i -> docket.verdict(i) == GateVerdict.INCONCLUSIVE
                        ? counts.get(i).evidence(questions.get(i).claim(), file.looks())
                        : Evidence.NONE)
                .toList();
        for (int i : docket.look(now)) {
            decided.set(i, lookAt(i));
        }
    }

    List<GateDecision> rulings() {
        return IntStream.range(0, questions.size()).mapToObj(this::ruling).toList();
    }

    private GateDecision ruling(int i) {
        GateVerdict shown = docket.verdict(i);
        GateDecision.Look look = shown == GateVerdict.INCONCLUSIVE ? lookAt(i) : decided.get(i);
        Question question = questions.get(i);
        Count count = counts.get(i);
        boolean tooFew = shown != GateVerdict.FAIL
                && count.all() > 0
                && count.unknown() > file.ungraded().most() * count.all();
        GateVerdict verdict =
                !tooFew ? shown : file.ungraded().beyond() == Beyond.FAIL ? GateVerdict.FAIL : GateVerdict.INCONCLUSIVE;
        Measured measured = count.measured(file.looks(), look.alpha());
        return new GateDecision(
                question.id(),
                question.claim(),
                verdict,
                measured,
                docket.adjusted(i),
                look,
                tooFew
                        ? ungraded(count)
                        : Reasons.of(question.claim(), shown, measured, look, file.looks())
                                + (shown == GateVerdict.INCONCLUSIVE ? needed(question, count, look) : ""));
    }

    /// What would decide. Of conversations that are missing, nothing is known yet; of pairs, too little to say it.
    private String needed(Question question, Count count, GateDecision.Look look) {
        return look.missing() == 0 && count.all() > 0 && count instanceof Count.Rate rate
                ? Reasons.needed(
                        NeededSamples.ifTheRateStays(question.claim(), rate, file.looks(), look.alpha()),
                        count.all(),
                        question.situations().size())
                : "";
    }

    private GateDecision.Look lookAt(int i) {
        return new GateDecision.Look(questions.get(i).situations().size(), rounds, missing(i), docket.testedAt(i));
    }

    private String ungraded(Count count) {
        return "%d of %d lack a verdict, more than the share of %s that the claims allow"
                .formatted(count.unknown(), count.all(), file.ungraded().most());
    }

    /// Conversations of this claim that have not ended: those among the samples read where one looks once, else
    /// those of the round that would come next.
    private int missing(int i) {
        if (file.looks() == Looks.ANYTIME && docket.verdict(i) != GateVerdict.INCONCLUSIVE) {
            return 0;
        }
        int from = file.looks() == Looks.FIXED ? 0 : rounds;
        int to = file.looks() == Looks.FIXED ? rounds : Math.min(rounds + 1, verdicts.samples());
        return (int) IntStream.range(from, to)
                .mapToLong(sample -> questions.get(i).situations().stream()
                        .filter(situation -> verdicts.at(situation, sample) == Mark.MISSING)
                        .count())
                .sum();
    }
}
