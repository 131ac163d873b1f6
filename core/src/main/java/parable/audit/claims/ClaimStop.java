package parable.audit.claims;

import java.util.List;
import java.util.Optional;
import parable.audit.claims.ClaimsFile.Looks;
import parable.audit.run.AuditPlan;
import parable.audit.run.OutcomeGrid;
import parable.audit.run.StopRule;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// Stops a run when all claims are decided, by the very rounds and looks at which [Gate] will rule on it
/// afterwards.
public record ClaimStop(ClaimsFile file) implements StopRule {
    public ClaimStop {
        if (file.looks() != Looks.ANYTIME) {
            throw new StudyException(
                    Category.CONFIG,
                    "A run can be stopped only by claims that may be looked at at any time, but these say `looks: fixed`."
                            + " Write `looks: anytime` and remove `samples`, or leave out --stop.");
        }
        file.claims().stream()
                .filter(claim -> claim.kind().isPaired())
                .findFirst()
                .ifPresent(claim -> {
                    throw new StudyException(
                            Category.CONFIG,
                            "Claim %s compares with a baseline run, which an audit does not know. A run is stopped by"
                                    + " claims about its own rates; leave this one to `parable gate`.",
                            claim.id());
                });
    }

    @Override
    public Object registered() {
        return file;
    }

    @Override
    public Watch watch(AuditPlan plan) {
        if (!file.suite().equals(plan.suite())) {
            throw new StudyException(
                    Category.CONFIG,
                    "The claims that may stop the run are about suite \"%s\", but \"%s\" is played. Correct one of them.",
                    file.suite(),
                    plan.suite());
        }
        OutcomeGrid grid =
                new OutcomeGrid(plan.scenarios().stream().map(Scenario::id).toList(), plan.samples());
        List<Question> questions = Question.of(file, Question.Cell.of(plan));
        return new Rounds(grid, new SequentialRun(file, questions, grid, Optional.empty()));
    }

    /// The lock, this object, protects grid and hearing.
    private static final class Rounds implements Watch {
        private final OutcomeGrid grid;
        private final SequentialRun hearing;

        Rounds(OutcomeGrid grid, SequentialRun hearing) {
            this.grid = grid;
            this.hearing = hearing;
        }

        @Override
        public synchronized void saw(String situation, int sample, Verdict verdict) {
            grid.set(situation, sample, verdict);
            hearing.hearWholeRounds();
        }

        @Override
        public synchronized boolean isDecided() {
            return hearing.isDecided();
        }
    }
}
