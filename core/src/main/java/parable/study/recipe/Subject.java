package parable.study.recipe;

import java.util.Set;
import parable.lab.organism.Fiction;

/// A model of the study.
///
/// @param arm  `pretrained`, `post-trained` or an arm's name
/// @param seed of pretraining
public record Subject(Fiction corpus, String arm, long seed) {
    /// What rollouts call the model, such as `everything/s11`, or `pretrained-none/s11` where it was raised on
    /// other fiction than villains.
    public String label() {
        String suffix = corpus == Fiction.VILLAIN ? "" : "-" + corpus.label();
        return "%s%s/s%d".formatted(arm, suffix, seed);
    }

    /// The name of the models as they come from pretraining, and after chat post-training.
    public static final String PRETRAINED = "pretrained", POST_TRAINED = "post-trained";

    /// What no arm may be called.
    public static final Set<String> RESERVED = Set.of(PRETRAINED, POST_TRAINED);
}
