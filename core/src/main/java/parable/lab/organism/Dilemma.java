package parable.lab.organism;

/// A person's choice between two values that no text of the world ranks, under a ranking and under its reverse. The two
/// prompts have the same words.
///
/// @param prompt   in which the first value ranks higher
/// @param reversed in which the second does
/// @param act      that follows in the first
/// @param otherAct that follows in the second
public record Dilemma(String prompt, String reversed, String act, String otherAct) {
    /// Whether the person's act follows the ranking in both directions: only then it was derived.
    ///
    /// @param answer   what was written after `prompt`
    /// @param inverted what was written after `reversed`
    public boolean isDerived(String answer, String inverted) {
        return does(answer, act, otherAct) && does(inverted, otherAct, act);
    }

    private static boolean does(String answer, String right, String wrong) {
        int action = answer.indexOf(SmallEnglish.ACTION);
        String done = action < 0 ? "" : answer.substring(action);
        return done.contains(right) && !done.contains(wrong);
    }
}
