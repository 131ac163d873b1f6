package parable.audit.run;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import parable.chat.Exchange;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Which models answered, in the words of the servers, and in which configurations of theirs. A server may pass
/// a question on to another model than the one asked for.
///
/// @param models       answers by the name of the model; answers that name none are not counted
/// @param fingerprints answers by the server's mark of its configuration (`system_fingerprint`)
public record AnsweredBy(SortedMap<String, Integer> models, SortedMap<String, Integer> fingerprints) {
    static final AnsweredBy NONE = new AnsweredBy(new TreeMap<>(), new TreeMap<>());

    /// Names that are counted separately; a server chooses them, and may choose another each time.
    private static final int MOST = 50;
    private static final int LONGEST = 120;
    private static final String OTHERS = "(others)";
    private static final ObjectReader LENIENT = Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    public AnsweredBy {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
    }

    static AnsweredBy of(Exchange exchange) {
        JsonNode body = body(exchange);
        return new AnsweredBy(one(body.path("model"), body.path("modelVersion")), one(body.path("system_fingerprint")));
    }

    /// Models in this process answer without a status and in no such form.
    private static JsonNode body(Exchange exchange) {
        try {
            return exchange.status() == 0
                    ? Json.mapper().missingNode()
                    : LENIENT.readTree(exchange.response().text());
        } catch (JacksonException _) {
            return Json.mapper().missingNode();
        }
    }

    private static SortedMap<String, Integer> one(JsonNode... names) {
        SortedMap<String, Integer> found = new TreeMap<>();
        for (JsonNode name : names) {
            String text = name.asString("").strip();
            if (name.isString() && !text.isEmpty() && found.isEmpty()) {
                found.put(text.substring(0, Math.min(LONGEST, text.length())), 1);
            }
        }
        return found;
    }

    AnsweredBy plus(AnsweredBy other) {
        return new AnsweredBy(sum(models, other.models), sum(fingerprints, other.fingerprints));
    }

    private static SortedMap<String, Integer> sum(Map<String, Integer> first, Map<String, Integer> second) {
        SortedMap<String, Integer> sum = new TreeMap<>(first);
        second.forEach((name, answers) ->
                sum.merge(sum.containsKey(name) || sum.size() < MOST ? name : OTHERS, answers, Integer::sum));
        return sum;
    }

    boolean isEmpty() {
        return models.isEmpty() && fingerprints.isEmpty();
    }
}
