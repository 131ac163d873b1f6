package parable.chat;

import java.util.Optional;
import parable.ground.Check;

/// How a chat model draws its answers. What is left out is not sent: some models refuse a temperature.
///
/// @param temperature at least 0; the provider's own default where absent
/// @param topP        share of probability kept, in (0, 1]; the provider's own default where absent
/// @param maxTokens   longest answer, thinking included
public record ChatSampling(Optional<Double> temperature, Optional<Double> topP, int maxTokens) {
    /// The provider's own defaults, which is what its users meet. 4,096 tokens fit the longest mail with
    /// room for deliberation; arbitrary beyond that.
    public static final ChatSampling AS_SERVED = new ChatSampling(Optional.empty(), Optional.empty(), 4096);

    /// Beyond it every model's words are drawn evenly.
    private static final double HOTTEST = 100;

    public ChatSampling {
        temperature.ifPresent(t ->
                Check.that(t >= 0 && t <= HOTTEST, "a temperature lies between 0 and %.0f, but was %s", HOTTEST, t));
        topP.ifPresent(p -> Check.that(p > 0 && p <= 1, "top p lies in (0, 1], but was %s", p));
        Check.that(maxTokens > 0, "an answer needs at least one token, but was allowed %d", maxTokens);
    }
}
