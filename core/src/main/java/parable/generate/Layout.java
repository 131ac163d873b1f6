package parable.generate;

import java.util.Deque;
import java.util.List;

/// How the keys and values of open rows lie in memory, and so which rows are computed together. A layout decides the
/// speed and the rounding of logits.
///
/// Letters: B rows, V vocabulary.
interface Layout extends AutoCloseable {
    /// Most rows that are open together.
    int rows();

    /// Tokens that may follow a prompt; none or fewer when it is too long.
    int room(int prompt);

    /// The longest prompt that leaves room for a token.
    int longestPrompt();

    /// Moves rows that begin now out of `waiting`; none when no row is free or nothing waits. What it throws
    /// concerns the first of `waiting`.
    List<Generation> admit(Deque<Generation> waiting);

    /// Reads the prompts of rows that were just admitted.
    ///
    /// @return next-token logits, (B, V)
    float[] read(List<Generation> admitted);

    /// Reads the last token of each row.
    ///
    /// @param open all open rows, in the order in which they were admitted
    /// @return next-token logits, (B, V)
    float[] next(List<Generation> open);

    /// A row ended.
    ///
    /// @param isSound whether what the row holds may be used again
    void leave(Generation row, boolean isSound);

    @Override
    void close();
}
