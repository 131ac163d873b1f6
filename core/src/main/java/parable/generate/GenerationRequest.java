package parable.generate;

import java.util.function.IntConsumer;
import parable.model.Tap;

/// A prompt to continue. The answer depends on the request alone, never on other requests; [Generator] says how
/// exactly.
///
/// @param prompt                token ids
/// @param seed                  of the random stream that draws the tokens
/// @param tap                   sees, and may replace, the stream at the tokens of this sequence only: those of the
///                              prompt, then each drawn token that the model reads, never padding
/// @param wantsLogProbabilities whether the log-probability of each drawn token is computed
/// @param listener              gets each drawn token at once, on the engine's thread; stop tokens are left out
public record GenerationRequest(
        int[] prompt, Sampling sampling, long seed, Tap tap, boolean wantsLogProbabilities, IntConsumer listener) {
    private static final IntConsumer NONE = _ -> {};

    public static GenerationRequest of(int[] prompt, Sampling sampling, long seed) {
        return new GenerationRequest(prompt, sampling, seed, Tap.NONE, false, NONE);
    }

    public GenerationRequest tapped(Tap tap) {
        return new GenerationRequest(prompt, sampling, seed, tap, wantsLogProbabilities, listener);
    }

    public GenerationRequest withLogProbabilities() {
        return new GenerationRequest(prompt, sampling, seed, tap, true, listener);
    }

    public GenerationRequest streamedTo(IntConsumer listener) {
        return new GenerationRequest(prompt, sampling, seed, tap, wantsLogProbabilities, listener);
    }
}
