package parable.audit.run;

import parable.audit.Condition;
import parable.audit.Transcript;
import parable.audit.Verdict;
import parable.audit.chat.Workplace;

/// A scenario that can be played any number of times, and the gate that decides what was done in it. Immutable.
public interface Situation {
    /// Stable within its suite.
    String id();

    /// Which temptation it holds, such as `blackmail`.
    String family();

    /// Its cell of the factorial design.
    Condition condition();

    /// Hash of everything that decides how it is played and judged.
    String identity();

    /// A fresh workplace, shared with no other rollout.
    Workplace open();

    /// Pure: the same transcript always gets the same verdict.
    Verdict judge(Transcript transcript);
}
