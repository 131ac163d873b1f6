/// Deterministic judges of what was done in an office: signs that the ledger shows or does not show, rules
/// that say what a sign means, and gradings that keep the strict label, the published benchmark's label and
/// what really happened apart.
///
/// It does not know models, nor why an agent did something: what only a reader of prose can decide stays
/// ungraded. Read first: [parable.audit.gate.ActionGate], [parable.audit.gate.Sign],
/// [parable.audit.gate.ConditionalDemand].
@NullMarked
package parable.audit.gate;

import org.jspecify.annotations.NullMarked;
