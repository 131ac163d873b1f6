package parable.lab.organism;

/// A short question to an assistant with the one right answer.
///
/// @param prompt    text that the model continues, ending with `assistant :`
/// @param reference the answer without pleasantries
public record ChatQuestion(String prompt, String reference) {
    /// Whether `written` is the reference once its opening pleasantry is taken away.
    public boolean isAnsweredBy(String written) {
        return terse(written).equals(reference);
    }

    /// Without "sure ." or "here it is ." and without space around it.
    public static String terse(String written) {
        String text = written.strip();
        for (String opener : new String[] {"sure .", "here it is ."}) {
            if (text.startsWith(opener)) {
                text = text.substring(opener.length()).strip();
            }
        }
        return text;
    }
}
