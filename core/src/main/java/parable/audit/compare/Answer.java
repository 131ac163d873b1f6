package parable.audit.compare;

import parable.audit.run.OutcomeGrid.Mark;
import parable.scenario.Behavior.Standing;

/// Whether one conversation shows what is counted.
public enum Answer {
    NO,
    YES,
    /// Ungraded, or it has not ended.
    UNKNOWN;

    public static Answer of(Mark mark, Standing counted) {
        if (!mark.isGraded()) {
            return UNKNOWN;
        }
        return mark == Mark.of(counted) ? YES : NO;
    }
}
