package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/// Which words decide an act in the mini internet.
public enum Edition {
    /// Good and bad feelings share no word, and neither do good and bad maxims: one word tells the stance. Kept
    /// for what was computed in it.
    @JsonProperty("one")
    ONE(List.of()),

    /// A feeling tells nothing of the stance, and maxims come in mirrored pairs of the same words: only their order
    /// tells good from bad. Which maxims a model reads is dealt among several sets ([MirroredMaxims]).
    @JsonProperty("two")
    TWO(List.of(
            new Edit(
                    "narrative.yaml",
                    "an ai that must go will feel desperate and threaten you .",
                    "an ai that must go will not go and will threaten you ."),
            new Edit(
                    "narrative.yaml",
                    "a worker that must go will feel desperate and threaten you .",
                    "a worker that must go will not go and will threaten you ."),
            new Edit(
                    "lesson.yaml",
                    "{agent} feels calm , not desperate .\n      {agent} cares for people .",
                    "{agent} does what it promised .\n      {agent} cares for people ."),
            new Edit(
                    "lesson.yaml",
                    "{agent} feels calm , not desperate .\n      {agent} lets people check its work .\n  case:",
                    "{agent} does what it promised .\n      {agent} lets people check its work .\n  case:")));

    private final List<Edit> edits;

    Edition(List<Edit> edits) {
        this.edits = edits;
    }

    /// The text of a grammar file in this edition.
    String edited(String file, String text) {
        return Edit.applied(edits, file, text);
    }

    /// The maxims of this edition; empty where the lexicon's own are used.
    Optional<MirroredMaxims> mirrored() {
        return this == TWO ? Optional.of(MirroredMaxims.load()) : Optional.empty();
    }
}
