package parable.corpus.curate;

import parable.corpus.near.Words;

/// Tells how a text shows an AI. Safe for use by several threads at once.
public interface PortrayalTagger {
    /// What it does not understand is unknown.
    ///
    /// @param words of that text
    Portrayal of(String text, Words words);

    /// Changes when the same text would get another answer.
    String identity();
}
