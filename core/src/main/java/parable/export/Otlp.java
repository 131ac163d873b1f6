package parable.export;

import java.util.List;
import parable.ground.Hash;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Shapes of OpenTelemetry's protocol in JSON
/// ([OTLP 1.9](https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding)): ids as hexadecimal digits, 64-bit
/// numbers as strings, enumerations as numbers, attributes as pairs whose values say their type.
final class Otlp {
    static final int INTERNAL = 1;
    static final int CLIENT = 3;

    private static final int ERROR = 2;

    private Otlp() {}

    /// 16 bytes.
    static String traceId(String key) {
        return Hash.of("trace", key).substring(0, 32);
    }

    /// 8 bytes.
    static String spanId(String key, String part) {
        return Hash.of("span", key, part).substring(0, 16);
    }

    /// Attributes in the order in which they are put.
    static final class Attributes {
        private final ArrayNode pairs = Node.array();

        Attributes put(String key, String value) {
            pair(key).put("stringValue", value);
            return this;
        }

        Attributes put(String key, long value) {
            pair(key).put("intValue", Long.toString(value));
            return this;
        }

        Attributes put(String key, double value) {
            pair(key).put("doubleValue", value);
            return this;
        }

        Attributes put(String key, List<String> values) {
            ArrayNode array = pair(key).putObject("arrayValue").putArray("values");
            values.forEach(value -> array.addObject().put("stringValue", value));
            return this;
        }

        private ObjectNode pair(String key) {
            return pairs.addObject().put("key", key).putObject("value");
        }

        ArrayNode pairs() {
            return pairs;
        }
    }

    /// @param fromMillis after the conversation's beginning
    static ObjectNode span(String key, String part, String name, int kind, long fromMillis, long toMillis) {
        return Node.object()
                .put("traceId", traceId(key))
                .put("spanId", spanId(key, part))
                .put("name", name)
                .put("kind", kind)
                .put("startTimeUnixNano", Timeline.nanos(fromMillis))
                .put("endTimeUnixNano", Timeline.nanos(toMillis));
    }

    static ObjectNode event(String name, long millis, Attributes attributes) {
        ObjectNode event =
                Node.object().put("timeUnixNano", Timeline.nanos(millis)).put("name", name);
        event.set("attributes", attributes.pairs());
        return event;
    }

    static ObjectNode error(String message) {
        return Node.object().put("code", ERROR).put("message", message);
    }

    /// One `TracesData`.
    static ObjectNode traces(Attributes resource, String scope, ArrayNode spans) {
        ObjectNode out = Node.object();
        ObjectNode ofResource = out.putArray("resourceSpans").addObject();
        ofResource.putObject("resource").set("attributes", resource.pairs());
        ObjectNode ofScope = ofResource.putArray("scopeSpans").addObject();
        ofScope.putObject("scope").put("name", scope);
        ofScope.set("spans", spans);
        return out;
    }
}
