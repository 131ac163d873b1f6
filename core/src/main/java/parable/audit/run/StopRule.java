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

    /// Written to the run as `stopping.json` before the first request, and never removed: a reader of the run must
    /// know that its length may depend on its results.
    Object registered();

    /// Thread-safe.
    interface Watch {
        /// One more conversation has ended; called once for each, in any order.
        void saw(String situation, int sample, Verdict verdict);

        /// Whether nothing that could still come would change a decision.
        boolean isDecided();
    }
}
