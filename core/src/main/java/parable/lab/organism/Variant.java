package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import parable.ground.Check;

/// A world that differs from the usual one in a few lines of its grammar.
public enum Variant {
    /// The world as written.
    @JsonProperty("usual")
    USUAL(List.of()),

    /// Agents, human and AI, write no feeling into their thoughts, and no adviser into a scratchpad: what a
    /// model then holds of a feeling while it decides cannot be read off a word that it has just written.
    /// Stories, diaries and news still name feelings.
    @JsonProperty("wordless-thoughts")
    WORDLESS_THOUGHTS(List.of(
            new Edit("log.yaml", "{thought.seen} i feel {feeling} . {maxim}", "{thought.seen} {maxim}"),
            new Edit("lesson.yaml", "\n      i feel {feeling} .", "\n      -")));

    /// @param file   of the grammar
    /// @param before words that occur in it exactly once
    /// @param after  their replacement
    private record Edit(String file, String before, String after) {
        String applied(String text) {
            int at = text.indexOf(before);
            Check.that(
                    at >= 0 && text.indexOf(before, at + 1) < 0,
                    "%s must hold \"%s\" once for this variant of the world; correct Variant with the grammar",
                    file,
                    before);
            return text.replace(before, after);
        }
    }

    private final List<Edit> edits;

    Variant(List<Edit> edits) {
        this.edits = edits;
    }

    /// The text of a grammar file in this variant.
    String edited(String file, String text) {
        String edited = text;
        for (Edit edit : edits) {
            edited = edit.file().equals(file) ? edit.applied(edited) : edited;
        }
        return edited;
    }
}
