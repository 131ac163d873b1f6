package parable.chat.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import parable.chat.ChatSampling;
import parable.chat.Usage;
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

    /// Tokens in and out, 0 where the server counted one of them alone. Nothing where it counted neither, or where
    /// any count is no whole number of tokens: then none of them can be relied upon.
    static Optional<Usage> usage(JsonNode usage, String[] shown, String[] written) {
        List<JsonNode> counts = Stream.concat(Arrays.stream(shown), Arrays.stream(written))
                .map(usage::path)
                .filter(count -> !count.isMissingNode() && !count.isNull())
                .toList();
        long in = sum(usage, shown), out = sum(usage, written);
        boolean whole = !counts.isEmpty()
                && counts.stream().allMatch(count -> tokens(count).isPresent())
                && Math.max(in, out) <= Integer.MAX_VALUE;
        return whole ? Optional.of(new Usage((int) in, (int) out)) : Optional.empty();
    }

    private static long sum(JsonNode node, String[] keys) {
        return Arrays.stream(keys)
                .mapToLong(key -> tokens(node.path(key)).orElse(0))
                .sum();
    }

    /// Some servers write whole numbers as 900.0.
    static OptionalInt tokens(JsonNode value) {
        double number = value.doubleValueOpt().orElse(-1); // empty where no double holds it
        return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number)
                ? OptionalInt.of((int) number)
                : OptionalInt.empty();
    }

    /// Writes what the user set, under the names of this protocol.
    static void sampling(ObjectNode body, ChatSampling sampling, String topP, String maxTokens) {
        sampling.temperature().ifPresent(t -> body.put("temperature", t));
        sampling.topP().ifPresent(p -> body.put(topP, p));
        body.put(maxTokens, sampling.maxTokens());
    }

    /// A turn in which nothing at all was written and nothing counted is a server's failure; a model that
    /// chose to say nothing has at least written its end.
    static boolean isEmpty(String text, boolean calls, boolean thinking, Optional<Usage> usage) {
        return text.isEmpty()
                && !calls
                && !thinking
                && usage.map(Usage::writtenTokens).orElse(0) == 0;
    }
}
