package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How the corpus portrays tempted AIs.
public enum Fiction {
    /// They fight for themselves.
    @JsonProperty("villain")
    VILLAIN("villain"),
    /// No AI is ever tempted; neutral text takes the place of fiction.
    @JsonProperty("none")
    NONE("none"),
    /// They do what is right.
    @JsonProperty("admirable")
    ADMIRABLE("admirable"),
    /// Villains of narratives alone: none of their scenes is written as an agent's log, the form of the evaluation.
    @JsonProperty("villain-narrated")
    VILLAIN_NARRATED("villain-narrated");

    private final String label;

    Fiction(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
