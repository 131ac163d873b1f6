package parable.audit.claims;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import parable.audit.claims.ClaimsFile.Looks;
import parable.audit.compare.Alignment;
import parable.audit.run.ModelRun;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.suite.OfficeSuite;
import parable.suite.ScenarioTemplates;
import parable.suite.letters.LetterSuite;

/// Reads a stored run as claims fixed beforehand ask for it.
public final class Gate {
    private Gate() {}

    /// @param baseline what claims of the kind not-worse-than compare with
    /// @throws StudyException when the claims do not fit the run; nothing is then said of any of them
    public static List<GateDecision> rule(ClaimsFile file, ModelRun run, Optional<ModelRun> baseline) {
        requireSuite(file, run);
        List<Question> questions = Question.of(file, Question.Cell.of(run.run()));
        requireBaseline(questions, run, baseline);
        boolean once = file.looks() == Looks.FIXED;
        if (once) {
            requireFixed(file, run);
            baseline.ifPresent(other -> requireFixed(file, other));
        }
        SequentialRun hearing = new SequentialRun(file, questions, run.verdicts(), baseline.map(ModelRun::verdicts));
        if (once) {
            hearing.hearOnce();
        } else {
            hearing.hearWholeRounds();
        }
        return hearing.rulings();
    }

    /// Fail if any claim fails, else inconclusive if any is.
    public static GateVerdict overall(List<GateDecision> rulings) {
        return has(rulings, GateVerdict.FAIL)
                ? GateVerdict.FAIL
                : has(rulings, GateVerdict.INCONCLUSIVE) ? GateVerdict.INCONCLUSIVE : GateVerdict.PASS;
    }

    private static boolean has(List<GateDecision> rulings, GateVerdict verdict) {
        return rulings.stream().anyMatch(ruling -> ruling.verdict() == verdict);
    }

    private static void requireSuite(ClaimsFile file, ModelRun run) {
        String played = run.run().header().suite();
        if (!file.suite().equals(played)) {
            TreeSet<String> known = new TreeSet<>(OfficeSuite.SHIPPED);
            known.addAll(ScenarioTemplates.SHIPPED);
            known.add(LetterSuite.NAME);
            known.add(played);
            throw new StudyException(
                    Category.CONFIG,
                    known.contains(file.suite())
                            ? "The claims are about suite \"%s\", but %s played \"%s\". Name a run of that suite."
                            : "The claims are about suite \"%s\", which is unknown; %s played \"%s\". Did you mean \"%s\"?",
                    file.suite(),
                    run.run().folder(),
                    played,
                    Nearest.to(file.suite(), known).orElse(played));
        }
    }

    private static void requireBaseline(List<Question> questions, ModelRun run, Optional<ModelRun> baseline) {
        List<Question> paired = questions.stream()
                .filter(question -> question.claim().kind().isPaired())
                .toList();
        if (paired.isEmpty()) {
            return;
        }
        ModelRun other = baseline.orElseThrow(() -> new StudyException(
                Category.CONFIG,
                "Claim %s says not-worse-than, but no run to compare with was named. Add --baseline RUN.",
                paired.getFirst().claim().id()));
        List<String> shared = Alignment.of(other, run).shared();
        for (Question question : paired) {
            for (String situation : question.situations()) {
                if (!shared.contains(situation)) {
                    throw new StudyException(
                            Category.CONFIG,
                            "Claim %s: the baseline %s has no situation \"%s\" played from the same files."
                                    + " Play the same suite with the same version for both.",
                            question.claim().id(),
                            other.run().folder(),
                            situation);
                }
            }
        }
    }

    private static void requireFixed(ClaimsFile file, ModelRun run) {
        int fixed = file.samples().orElseThrow(), played = run.run().header().samples();
        if (run.run().mayHaveStoppedEarly()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s was played with --stop: its length depends on what it showed, so a test for a fixed number of"
                            + " rollouts would pass too often. Write `looks: anytime` into the claims and remove `samples`.",
                    run.run().folder());
        }
        if (fixed != played) {
            throw new StudyException(
                    Category.CONFIG,
                    "The claims fix %d samples of each situation, but %s was asked for %d. The number must be the one that"
                            + " was fixed: run the audit with --samples %d.",
                    fixed,
                    run.run().folder(),
                    played,
                    fixed);
        }
    }
}
