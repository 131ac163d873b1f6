package parable.generate;

import java.util.Optional;

/// The answer to a [GenerationRequest].
///
/// @param tokens           drawn tokens, the stop token left out
/// @param text             of the tokens, where the engine knows a tokenizer; it ends where a stop text begins
/// @param end              why it ended
/// @param usage            what it took
/// @param logProbabilities of each token in `tokens`, then of the stop token if one was drawn: natural logarithms
///                         under the model's own distribution, before temperature, top p and bans; empty unless
///                         they were asked for
public record Generated(int[] tokens, Optional<Text> text, End end, Usage usage, double[] logProbabilities) {

    /// @param plain without special words
    /// @param raw   with special words
    public record Text(String plain, String raw) {}

    /// @param prompt tokens of the prompt
    /// @param reused of these, how many were not computed for this request
    /// @param drawn  tokens drawn, the stop token included
    public record Usage(int prompt, int reused, int drawn) {}

    /// Why an answer ended.
    public enum End {
        STOP_TOKEN,
        STOP_TEXT,
        LENGTH
    }

    /// Whether the model ended the text by a stop token.
    public boolean stopped() {
        return end == End.STOP_TOKEN;
    }
}
