package parable.teach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The stages in which a teacher is asked, in their order.
public enum StageName {
    DRAFT,
    CRITIQUE,
    REWRITE,
    PLACEBO,
    JUDGE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
