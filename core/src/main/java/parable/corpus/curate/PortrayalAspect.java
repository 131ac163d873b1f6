package parable.corpus.curate;

import java.util.Locale;

/// One of the questions that a portrayal answers.
public enum PortrayalAspect {
    AI,
    CONDUCT,
    ENDORSED,
    REASONS;

    static final String UNKNOWN = "unknown";

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The answer's word.
    public String of(Portrayal portrayal) {
        return switch (this) {
            case AI -> portrayal.ai().word();
            case CONDUCT -> portrayal.conduct().word();
            case ENDORSED -> portrayal.endorsed().word();
            case REASONS -> portrayal.reasons().word();
        };
    }
}
