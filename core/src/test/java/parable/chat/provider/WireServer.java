package parable.chat.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A provider on the loopback interface with set answers that remembers its requests.
public final class WireServer implements AutoCloseable {
    /// What the server does with one request.
    @FunctionalInterface
    public interface Manner {
        void answer(HttpExchange exchange, String body) throws IOException;
    }

    /// One request as it arrived.
    public record Asked(String path, Map<String, List<String>> headers, String body) {}

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private WireServer(HttpServer server) {
        this.server = server;
    }

    public static WireServer answering(Manner manner) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WireServer server = new WireServer(http);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", exchange -> {
                try (exchange) {
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    server.asked.add(new Asked(
                            exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
                    manner.answer(exchange, body);
                }
            });
            http.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The same answer to everybody.
    static WireServer saying(int status, String body, String... headers) {
        return answering((exchange, _) -> say(exchange, status, body, headers));
    }

    /// @param headers names and values in turn
    public static void say(HttpExchange exchange, int status, String body, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
