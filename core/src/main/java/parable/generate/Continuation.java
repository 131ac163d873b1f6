package parable.generate;

import java.util.Arrays;
import parable.ground.Check;
import parable.model.Tap;

/// A text whose probability after a prompt is wanted.
///
/// @param prompt       token ids, at least one
/// @param continuation token ids, at least one
/// @param tap          sees, and may replace, the stream at the tokens of both
public record Continuation(int[] prompt, int[] continuation, Tap tap) {
    public Continuation {
        Check.that(prompt.length > 0, "an empty prompt: the first token of a continuation must follow another");
        Check.that(continuation.length > 0, "an empty continuation has no probability for each token");
    }

    public Continuation(int[] prompt, int[] continuation) {
        this(prompt, continuation, Tap.NONE);
    }

    int[] tokens() {
        int[] tokens = Arrays.copyOf(prompt, prompt.length + continuation.length);
        System.arraycopy(continuation, 0, tokens, prompt.length, continuation.length);
        return tokens;
    }
}
