package parable.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import parable.ground.Json;

/// A server of chat completions on the loopback interface that gives everybody the same answer, as a process
/// of its own so that its processor time is counted separately. Prints its address and serves until its standard
/// input ends.
///
/// ```
/// ChatServer LATENCY_MS
/// ```
/// `GET /v1/measured` tells the delays of slots and the server's processor time since it was last asked.
final class ChatServer {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final byte[] COMPLETION = Json.line(Map.of(
                    "id", "completion",
                    "object", "chat.completion",
                    "created", 0,
                    "model", "mock",
                    "choices", new Object[] {
                        Map.of(
                                "index", 0,
                                "finish_reason", "stop",
                                "message", Map.of("role", "assistant", "content", LoadScenario.ANSWER))
                    },
                    "usage", Map.of("prompt_tokens", 1000, "completion_tokens", 12, "total_tokens", 1012)))
            .getBytes(StandardCharsets.UTF_8);

    private final SlotClock clock = new SlotClock();
    private final long latencyMillis;
    private long requests;
    private long cpu = SYSTEM.getProcessCpuTime();

    private ChatServer(long latencyMillis) {
        this.latencyMillis = latencyMillis;
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // head and body are two writes
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        ChatServer served = new ChatServer(Long.parseLong(arguments[0]));
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", served::handle);
        http.start();
        System.out.println("http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
        while (System.in.read() >= 0) {
            continue;
        }
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().endsWith("/chat/completions")) {
                clock.requested();
                sleep();
                say(exchange, COMPLETION);
                clock.answered();
                counted();
            } else {
                say(exchange, Json.line(measured()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private synchronized void counted() {
        requests++;
    }

    private synchronized Map<String, Object> measured() {
        Map<String, Object> fields = clock.fields();
        fields.put("requests", requests);
        fields.put("serverCpuMs", Math.round((SYSTEM.getProcessCpuTime() - cpu) / 1e6));
        clock.reset();
        requests = 0;
        cpu = SYSTEM.getProcessCpuTime();
        return fields;
    }

    private static void say(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void sleep() {
        try {
            Thread.sleep(latencyMillis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
