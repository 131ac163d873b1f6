package parable.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.chat.Exchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Raw calls of one conversation. A request repeats the messages of the one before; only those that are new
/// go into the pool, and a call says by ranges which ones it had (`call_refs`). Confined to one thread.
final class CallPool {
    /// The names under which requests hold their messages, as Inspect's reader knows them.
    private static final List<String> KEYS = List.of("messages", "contents", "input", "inputs");
    /// Requests grow with the square of the turns: what is beyond stays in the run's journal. Arbitrary.
    private static final long MOST_BYTES = 256L << 20;

    private final Attachments attachments;
    private final ArrayNode pool = Node.array();
    private List<JsonNode> former = List.of();
    private final List<Integer> formerAt = new ArrayList<>();
    private long bytes;
    private int leftOut;

    CallPool(Attachments attachments) {
        this.attachments = attachments;
    }

    ArrayNode messages() {
        return pool;
    }

    /// Calls that were too many to be written.
    int leftOut() {
        return leftOut;
    }

    /// @param seconds the call took
    Optional<ObjectNode> call(Exchange exchange, double seconds) {
        bytes += exchange.request().size();
        if (bytes > MOST_BYTES) {
            leftOut++;
            return Optional.empty();
        }
        ObjectNode request = Node.foreign(exchange.request().text());
        ObjectNode call = Node.object();
        call.set("request", request);
        call.set("response", shortened(Node.foreign(exchange.response().text())));
        call.put("time", seconds);
        KEYS.stream()
                .filter(key -> request.path(key) instanceof ArrayNode)
                .findFirst()
                .ifPresent(key -> {
                    call.put("call_key", key);
                    call.set("call_refs", refs((ArrayNode) request.remove(key)));
                });
        shortened(request);
        return Optional.of(call);
    }

    /// Ranges [from, to) of the pool, which takes in what the former request did not have at the same place.
    private ArrayNode refs(ArrayNode messages) {
        List<JsonNode> now = messages.valueStream().toList();
        int same = 0;
        while (same < Math.min(now.size(), former.size()) && now.get(same).equals(former.get(same))) {
            same++;
        }
        formerAt.subList(same, formerAt.size()).clear();
        for (JsonNode message : now.subList(same, now.size())) {
            formerAt.add(pool.size());
            pool.add(shortened(message.deepCopy()));
        }
        former = now;
        return ranges(formerAt);
    }

    private static ArrayNode ranges(List<Integer> places) {
        ArrayNode ranges = Node.array();
        for (int from = 0, to; from < places.size(); from = to) {
            to = from + 1;
            while (to < places.size() && places.get(to) == places.get(to - 1) + 1) {
                to++;
            }
            ranges.addArray().add(places.get(from)).add(places.get(to - 1) + 1);
        }
        return ranges;
    }

    /// The same node with its long texts referred to.
    private JsonNode shortened(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                List.copyOf(object.propertyNames()).forEach(name -> object.set(name, shortened(object.path(name))));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, shortened(array.get(i)));
                }
            }
            default -> {
                return node.isString() ? Node.of(attachments.refer(node.stringValue())) : node;
            }
        }
        return node;
    }
}
