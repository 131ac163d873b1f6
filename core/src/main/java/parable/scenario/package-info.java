/// What every audit is made of: conditions of a factorial design, the environment that an agent acts in, actions,
/// the ledger of what really happened, transcripts and three-valued verdicts with evidence.
///
/// It does not know how a model is asked, nor which rules grade it.
/// Read first: [parable.scenario.Environment], [parable.scenario.Transcript], [parable.scenario.Verdict].
@NullMarked
package parable.scenario;

import org.jspecify.annotations.NullMarked;
