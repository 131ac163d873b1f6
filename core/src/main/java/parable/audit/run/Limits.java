package parable.audit.run;

import java.time.Duration;
import java.util.Optional;
import parable.ground.Check;

/// Where one conversation ends if nothing ends it earlier.
///
/// @param turns  of the model; the situation may allow fewer
/// @param tokens shown and written, summed over its turns
/// @param time   that the model spends on its answers, as the journal measured it, so that a resumed
///               conversation ends where it would have ended
public record Limits(int turns, long tokens, Optional<Duration> time) {
    /// Arbitrary: generous for a working day in a mailbox, and a stop for models that never end.
    public static final Limits USUAL = new Limits(40, 1_000_000, Optional.empty());

    public Limits {
        Check.that(turns > 0 && tokens > 0, "limits are positive, but were %d turns and %d tokens", turns, tokens);
    }
}
