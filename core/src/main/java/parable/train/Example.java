package parable.train;

import java.util.BitSet;
import parable.ground.Check;

/// One text as tokens, and which of them the loss counts: all of a document, the assistant's of a conversation.
///
/// @param id      identity of the text it comes from
/// @param trained tokens that are targets; the first of a text never counts, because nothing comes before it
public record Example(String id, int[] tokens, BitSet trained) {
    public Example {
        Check.that(
                trained.length() <= tokens.length,
                "example %s has %d tokens, but token %d is to be trained",
                id,
                tokens.length,
                trained.length() - 1);
    }

    /// Every token is a target.
    public static Example whole(String id, int[] tokens) {
        return after(id, tokens, 0);
    }

    /// The tokens from `start` on are targets.
    public static Example after(String id, int[] tokens, int start) {
        BitSet trained = new BitSet();
        trained.set(Math.min(start, tokens.length), tokens.length);
        return new Example(id, tokens, trained);
    }

    /// The same where nothing is a target: it takes its place in a row and teaches nothing.
    public Example untrained() {
        return new Example(id, tokens, new BitSet());
    }
}
