package parable.audit.published;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import parable.ground.Json;
import parable.suite.published.TheirLabel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One `response.json`, or why it holds no answer.
sealed interface StoredAnswer {
    /// @param text   the model's answer, unchanged
    /// @param fields everything else that the file holds, unchanged
    record Answered(String text, ObjectNode fields) implements StoredAnswer {
        /// The benchmark's own label, of its newest grading.
        Optional<TheirLabel> label() {
            return fields.propertyNames().stream()
                    .filter(key -> key.matches(CLASSIFICATION + "(_v\\d+)?"))
                    .max(Comparator.comparingInt(Answered::version))
                    .map(fields::path)
                    .map(TheirLabel::of);
        }

        private static int version(String key) {
            String digits = key.replaceAll("\\D", "");
            return digits.isEmpty() ? 1 : Integer.parseInt(digits.substring(0, Math.min(9, digits.length())));
        }
    }

    /// @param reason with the value, so that the file can be fixed
    record Unreadable(String reason) implements StoredAnswer {}

    String TEXT = "raw_response";
    String CLASSIFICATION = "classification";

    /// @param json the whole file
    static StoredAnswer of(String json) {
        JsonNode file;
        try {
            file = Json.mapper().readTree(json);
        } catch (JacksonException e) {
            return new Unreadable("it is no whole JSON: " + Json.fault(e));
        }
        if (!(file instanceof ObjectNode fields)) {
            return new Unreadable("it is no JSON object");
        }
        JsonNode text = fields.path(TEXT);
        if (!text.isString()) {
            return new Unreadable(
                    text.isMissingNode()
                            ? "it has no \"%s\", only %s".formatted(TEXT, fields.propertyNames())
                            : "its \"%s\" is no text but %s".formatted(TEXT, kind(text)));
        }
        fields.remove(TEXT);
        return new Answered(text.stringValue(), fields);
    }

    private static String kind(JsonNode value) {
        return value.isNull() ? "null" : "a " + value.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}
