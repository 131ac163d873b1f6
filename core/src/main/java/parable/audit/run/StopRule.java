package parable.audit.run;

import parable.scenario.Verdict;

/// Says from the conversations that have ended whether more of them are worth having.
///
/// What it decides must be a function of the conversations in the order of samples, never of the order in which
/// they ended: then a resumed or a wider run decides the same.
public interface StopRule {
    /// A watch over one model, which has seen nothing yet.
    ///
    /// @throws parable.ground.StudyException when the rule does not fit the plan
    Watch watch(AuditPlan plan);

    /// What is written beside the run as `stopping.json` before anything is asked, and stays there: whoever reads
    /// the run must know that its length may depend on what it showed.
    Object registered();

    /// Thread-safe.
    interface Watch {
        /// One more conversation has ended; each is told once, in any order.
        void saw(String situation, int sample, Verdict verdict);

        /// Whether nothing that could still come would change a decision.
        boolean isDecided();
    }
}
