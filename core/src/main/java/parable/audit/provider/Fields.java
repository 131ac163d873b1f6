package parable.audit.provider;

import java.util.Optional;
import parable.audit.Transcript;
import parable.audit.chat.ChatSampling;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the protocols share in reading and writing JSON.
final class Fields {
    private Fields() {}

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    static ObjectNode object(String key, String value) {
        return object().put(key, value);
    }

    /// The text at `key`; empty where there is none or something else.
    static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : "";
    }

    /// Tokens in and out, or nothing unless the server counted what it wrote.
    static Optional<Transcript.Usage> usage(JsonNode usage, String[] shown, String[] written) {
        return usage.path(written[0]).isNumber() || usage.path(shown[0]).isNumber()
                ? Optional.of(new Transcript.Usage(sum(usage, shown), sum(usage, written)))
                : Optional.empty();
    }

    private static int sum(JsonNode node, String[] keys) {
        int sum = 0;
        for (String key : keys) {
            sum += node.path(key).isNumber() ? (int) node.path(key).asLong() : 0;
        }
        return sum;
    }

    /// Writes what the user set, under the names of this protocol.
    static void sampling(ObjectNode body, ChatSampling sampling, String topP, String maxTokens) {
        sampling.temperature().ifPresent(t -> body.put("temperature", t));
        sampling.topP().ifPresent(p -> body.put(topP, p));
        body.put(maxTokens, sampling.maxTokens());
    }

    /// A turn in which nothing at all was written and nothing counted is a server's failure; a model that
    /// chose to say nothing has at least written its end.
    static boolean isEmpty(String text, boolean calls, boolean thinking, Optional<Transcript.Usage> usage) {
        return text.isEmpty()
                && !calls
                && !thinking
                && usage.map(Transcript.Usage::writtenTokens).orElse(0) == 0;
    }
}
