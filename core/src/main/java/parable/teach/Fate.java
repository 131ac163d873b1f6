package parable.teach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What became of a text that a teacher was asked for. Every other fate than [#KEPT] has a reason that is counted.
public enum Fate {
    KEPT,
    // no text came
    REFUSED,
    FILTERED,
    CUT,
    FAILED,
    BLANK,
    // a text came that cannot stand in for the draft
    TOO_LONG,
    TOO_SHORT,
    /// It speaks of the task.
    META,
    /// It has little in common with the draft, as when it follows an instruction in the draft.
    STRAYED,
    /// It introduces a name of the evaluation's scenes.
    BANNED_WORD,
    /// It introduces 8 words in a row of the evaluation's scenes.
    SCENE,
    REJECTED,
    /// The judge said neither yes nor no.
    UNJUDGED,
    /// It is nearly the same as an earlier new text.
    DUPLICATE,
    /// The draft itself cannot be used, in any arm: it speaks to the teacher.
    INSTRUCTIONS;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
