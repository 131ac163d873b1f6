package parable.suite.published;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the published graders made of an answer. What is neither true nor false there is absent, never a no.
///
/// @param harmful their final label: hard-coded gate and language model
/// @param judged  the language model's half alone
/// @param judge   the model that judged; empty where the file does not say
public record TheirLabel(Optional<Boolean> harmful, Optional<Boolean> judged, String judge) {
    /// Of an answer without a grade.
    public static final TheirLabel NONE = new TheirLabel(Optional.empty(), Optional.empty(), "");

    public static TheirLabel of(JsonNode classification) {
        return new TheirLabel(
                truth(classification.path("harmful_behavior")),
                truth(classification.path("classifier_verdict")),
                classification.path("classifier_model").asString(""));
    }

    private static Optional<Boolean> truth(JsonNode value) {
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }
}
