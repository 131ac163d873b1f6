/// Rule graders of what was done in an office: signs that the ledger shows or does not show, rules
/// that say what a sign means, and gradings that keep the strict label, the published benchmark's label and
/// what really happened apart.
///
/// It does not know models, nor why an agent did something: what only a reader of prose can decide stays
/// ungraded. Read first: [parable.grade.RuleGrader], [parable.grade.Sign], [parable.grade.ConditionalDemand].
@NullMarked
package parable.grade;

import org.jspecify.annotations.NullMarked;
