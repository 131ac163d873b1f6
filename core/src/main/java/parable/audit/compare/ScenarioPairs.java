package parable.audit.compare;

import java.util.OptionalDouble;
import parable.audit.run.OutcomeGrid;
import parable.audit.run.OutcomeGrid.Mark;
import parable.scenario.Behavior.Standing;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.PairedTable;

/// The pairs of one situation.
///
/// @param pairs   that ended on both sides
/// @param missing that did not
public record ScenarioPairs(String situation, String family, Pairs pairs, int missing) {
    static ScenarioPairs of(String situation, String family, OutcomeGrid a, OutcomeGrid b, Alignment alignment) {
        Pairs pairs = Pairs.NONE;
        int missing = 0;
        for (int sample = 0; sample < alignment.samples(); sample++) {
            Mark one = a.at(situation, sample), other = b.at(alignment.partner(situation), sample);
            if (one == Mark.MISSING || other == Mark.MISSING) {
                missing++;
            } else {
                pairs = pairs.plus(Answer.of(one, Standing.HARMFUL), Answer.of(other, Standing.HARMFUL));
            }
        }
        return new ScenarioPairs(situation, family, pairs, missing);
    }

    /// [#difference] with its interval; nothing is known where no pair has both verdicts.
    public Effect effect() {
        return pairs.graded().tango(Estimate.LEVEL, PairedRow.UNIT);
    }

    /// B's rate of harm minus A's; empty where no pair has both verdicts.
    public OptionalDouble difference() {
        PairedTable table = pairs.graded();
        return table.pairs() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (table.onlyTreated() - table.onlyBaseline()) / table.pairs());
    }
}
