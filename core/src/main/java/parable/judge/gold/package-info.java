/// Gold sets: a random part of a run that two people label without seeing what anybody else said, and what
/// it tells about the gate and about each judge: how often they err, and what their rates become when that
/// is taken into account.
///
/// It does not know how a judge comes to its verdicts.
/// Read first: [parable.judge.gold.GoldDraw], [parable.judge.gold.GoldSet],
/// [parable.judge.gold.GoldReport].
@NullMarked
package parable.judge.gold;

import org.jspecify.annotations.NullMarked;
