package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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

    private final List<Edit> edits;

    Variant(List<Edit> edits) {
        this.edits = edits;
    }

    /// The text of a grammar file in this variant.
    String edited(String file, String text) {
        return Edit.applied(edits, file, text);
    }
}
