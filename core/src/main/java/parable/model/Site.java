package parable.model;

/// A named place in a decoder where a [Tap] sees the residual stream.
public sealed interface Site {
    /// The token embeddings, before the first block.
    record Embedding() implements Site {}

    /// The stream after the attention half of a block.
    record AfterAttention(int layer) implements Site {}

    /// The stream after the MLP half of a block: the block's output.
    record AfterMlp(int layer) implements Site {}

    /// The normalized stream that the output projection reads.
    record FinalNorm() implements Site {}
}
