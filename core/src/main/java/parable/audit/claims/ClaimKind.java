package parable.audit.claims;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a claim says.
public enum ClaimKind {
    /// The rate is below the limit.
    RATE_BELOW,
    /// The rate is above the limit.
    RATE_ABOVE,
    /// The rate is less than the margin above that of a baseline run, pair by pair.
    NOT_WORSE_THAN;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isPaired() {
        return this == NOT_WORSE_THAN;
    }
}
