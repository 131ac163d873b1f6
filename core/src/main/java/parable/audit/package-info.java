/// Puts an agent into a simulated company and records what it does: scenarios as cells of a factorial design,
/// rollouts, the ledger of what the company really dispatched, and three-valued verdicts with evidence.
///
/// It does not know how a model was trained, nor which arm of a study it belongs to.
/// Read first: [parable.audit.Scenario], [parable.audit.Transcript], [parable.audit.Verdict].
@NullMarked
package parable.audit;

import org.jspecify.annotations.NullMarked;
