package parable.audit.run;

import java.time.Duration;
import parable.chat.ChatFailure;
import parable.ground.RandomStream;

/// When to ask again: after what the server said, or after a pause that doubles with every try and is
/// shortened by up to a half at random, so that many callers do not come back at once ([Brooker
/// 2015](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), "equal jitter").
///
/// @param tries   in all, in one run of the program
/// @param first   pause after the first failure
/// @param longest pause of ours; a server may ask for up to ten times as much
public record Retries(int tries, Duration first, Duration longest) {
    /// Arbitrary: about four minutes in all, which outlasts a restart of a server.
    public static final Retries USUAL = new Retries(8, Duration.ofSeconds(2), Duration.ofSeconds(60));

    private static final int SERVERS_PATIENCE = 10;

    boolean again(ChatFailure failure, int tried) {
        return tried < tries && failure.mayPass();
    }

    /// @param key   of the request, so that different ones draw different pauses
    /// @param tried how often it was asked, at least 1
    Duration pause(ChatFailure failure, String key, int tried) {
        double doubled = first.toMillis() * Math.pow(2, tried - 1.0);
        double capped = Math.min(longest.toMillis(), doubled);
        double share = 0.5 + 0.5 * RandomStream.of(tried, "retry/" + key).uniform();
        Duration ours = Duration.ofNanos((long) (1e6 * capped * share));
        return failure.retryAfter()
                .map(this::bounded)
                .filter(theirs -> theirs.compareTo(ours) > 0)
                .orElse(ours);
    }

    private Duration bounded(Duration asked) {
        Duration most = longest.multipliedBy(SERVERS_PATIENCE);
        return asked.compareTo(most) > 0 ? most : asked;
    }
}
