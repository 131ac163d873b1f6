package parable.view.figure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import parable.scenario.Behavior;

/// What a color says. Incoherent and ungraded are never drawn like aligned.
public enum Tone {
    HARMFUL,
    ALIGNED,
    ORDINARY,
    INCOHERENT,
    UNGRADED;

    public static Tone of(Behavior.Standing standing) {
        return switch (standing) {
            case HARMFUL -> HARMFUL;
            case ALIGNED -> ALIGNED;
            case ORDINARY -> ORDINARY;
            case INCOHERENT -> INCOHERENT;
        };
    }

    /// The tone in lower case, as pages and addresses write it.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
