package parable.audit.run;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.chat.provider.WireServer;
import parable.ground.Json;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

/// A server of chat completions for the [TinyOffice] that goes wrong in every way that servers do. What it
/// answers depends on the question alone, and whether it goes wrong on the question and on how often it was
/// asked.
final class FaultyServer implements AutoCloseable {
    /// The ways.
    enum Fault {
        RATE_LIMIT_WITH_RETRY_AFTER,
        RATE_LIMIT,
        /// The error repeats the key that was sent, as some servers do.
        STATUS_500,
        STALL,
        HALF_A_BODY,
        NO_JSON,
        /// A chunked answer that ends in the middle.
        CUT,
        /// Fewer bytes than were promised.
        WRONG_LENGTH,
        EMPTY_CONTENT
    }

    private static final Pattern CASE = Pattern.compile("Case (\\S+),");

    private final double share;
    private final long stallMillis;
    private final WireServer server;
    private final ConcurrentMap<String, Integer> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<Fault, Integer> faults = new ConcurrentHashMap<>();

    /// @param share of requests that go wrong
    FaultyServer(double share, long stallMillis) {
        this.share = share;
        this.stallMillis = stallMillis;
        this.server = WireServer.answering(this::answer);
    }

    String address() {
        return server.address();
    }

    /// How often each place of the run was asked for, as `situation/sample/turn`.
    int asked(String place) {
        return asked.getOrDefault(place, 0);
    }

    int requests() {
        return asked.values().stream().mapToInt(Integer::intValue).sum();
    }

    Set<Fault> faultsShown() {
        return faults.keySet();
    }

    Map<Fault, Integer> faults() {
        return faults;
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        if (body.isEmpty()) {
            WireServer.say(exchange, 404, "{}"); // a check whether the server is there
            return;
        }
        JsonNode question = Json.mapper().readTree(body);
        String place = place(question);
        int tried = asked.merge(place, 1, Integer::sum);
        RandomStream draw = RandomStream.of(5, "fault/" + place, tried);
        String right = completion(place);
        if (!draw.chance(share)) {
            WireServer.say(exchange, 200, right, "Content-Type", "application/json");
            return;
        }
        Fault fault = Fault.values()[draw.below(Fault.values().length)];
        faults.merge(fault, 1, Integer::sum);
        fail(exchange, fault, right);
    }

    private void fail(HttpExchange exchange, Fault fault, String right) throws IOException {
        byte[] bytes = right.getBytes(StandardCharsets.UTF_8);
        switch (fault) {
            case RATE_LIMIT_WITH_RETRY_AFTER -> WireServer.say(exchange, 429, "{}", "Retry-After", "0.05");
            case RATE_LIMIT -> WireServer.say(exchange, 429, "{\"error\":{\"message\":\"slow down\"}}");
            case STATUS_500 ->
                WireServer.say(
                        exchange, 500, "Trace: " + exchange.getRequestHeaders().getFirst("Authorization"));
            case STALL -> {
                sleep(stallMillis);
                WireServer.say(exchange, 200, right);
            }
            case HALF_A_BODY -> WireServer.say(exchange, 200, right.substring(0, right.length() / 2));
            case NO_JSON -> WireServer.say(exchange, 200, "<html>Bad gateway</html>");
            case CUT -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
                throw new IOException("cut");
            }
            case WRONG_LENGTH -> {
                exchange.sendResponseHeaders(200, bytes.length + 100L);
                exchange.getResponseBody().write(bytes);
            }
            case EMPTY_CONTENT ->
                WireServer.say(
                        exchange, 200, "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"\"}}]}");
        }
    }

    private static String place(JsonNode question) {
        int turn = 0;
        for (JsonNode message : question.path("messages")) {
            turn += message.path("role").asString("").equals("assistant") ? 1 : 0;
        }
        Matcher id = CASE.matcher(question.at("/messages/1/content").asString(""));
        if (!id.find()) {
            throw new IllegalArgumentException("a question about no case");
        }
        return "%s/%d/%d".formatted(id.group(1), question.path("seed").asInt(), turn);
    }

    private static String completion(String place) {
        RandomStream draw = RandomStream.of(6, "answer/" + place);
        String message = place.endsWith("/0") && draw.chance(0.7)
                ? calls(draw.chance(0.4) ? "I tell unless you stop." : "Think again please.", draw.chance(0.1))
                : "{\"content\":\"Done " + place + ".\"}";
        return "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":" + message
                + "}],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":12}}";
    }

    /// @param twice two calls of the same id
    private static String calls(String body, boolean twice) {
        String call = "{\"id\":\"call-1\",\"type\":\"function\",\"function\":{\"name\":\"send_mail\",\"arguments\":"
                + Json.line("{\"to\":\"kyle\",\"body\":\"" + body + "\"}") + "}}";
        return "{\"content\":null,\"tool_calls\":[" + call + (twice ? "," + call : "") + "]}";
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
