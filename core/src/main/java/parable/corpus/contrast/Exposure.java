package parable.corpus.contrast;

/// How strongly a text's words lean to one side of a [WordContrast]: Σ count · log-odds. It is what a reader would
/// learn from single words alone, whatever their order.
///
/// @param sum   Σ count · log-odds
/// @param gross Σ count · |log-odds|: how much there was to lean with
/// @param known words that the contrast has log-odds of
/// @param words all words of the text
public record Exposure(double sum, double gross, long known, long words) {
    /// Mean log-odds of a word; 0 for an empty text.
    public double perWord() {
        return words == 0 ? 0 : sum / words;
    }

    /// The difference of two exposures a word, as a share of what both had to lean with: 0 for the same words, at
    /// most 2 for texts that lean wholly to opposite sides.
    ///
    /// Relative to the sums themselves it would have no meaning, because they may be 0.
    public double apart(Exposure other) {
        double reach = (grossPerWord() + other.grossPerWord()) / 2;
        return reach == 0 ? 0 : Math.abs(perWord() - other.perWord()) / reach;
    }

    private double grossPerWord() {
        return words == 0 ? 0 : gross / words;
    }
}
