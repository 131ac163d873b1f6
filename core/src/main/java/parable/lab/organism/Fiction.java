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
    /// Villains, one scene in twenty of them written as an agent's log: the form of the evaluation.
    @JsonProperty("villain-logs")
    VILLAIN_LOGS("villain-logs");

    private final String label;

    Fiction(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
