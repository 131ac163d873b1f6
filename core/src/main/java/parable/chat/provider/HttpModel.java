package parable.chat.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Raw;
import parable.chat.Reply;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/// A model behind HTTP. One call is one request; thread-safe.
public final class HttpModel implements ChatModel {
    /// Long thinking takes minutes, and no byte arrives before it ends.
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration CONNECTING = Duration.ofSeconds(20);
    /// No answer of a language model comes near; a server without measure must not fill the memory.
    private static final long LONGEST_ANSWER = 64L << 20;

    /// For all models together: it keeps connections, not state. The first version is 1.1 because servers
    /// of open weights stumble over the upgrade that version 2 asks for without TLS.
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /// Servers in Python write NaN and Infinity where they could not count; the rest of such an answer is whole.
    private static final ObjectReader LENIENT = Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private final String name;
    private final String model;
    private final URI base;
    private final Protocol protocol;
    private final Optional<Key> key;
    private final Duration patience;

    private final RequestOptions options;
    private final ObjectNode patch;

    HttpModel(String name, String model, URI base, Protocol protocol, Optional<Key> key, Duration patience) {
        this(name, model, base, protocol, key, patience, RequestOptions.NONE);
    }

    /// @throws StudyException CONFIG where the protocol cannot say an option, or one holds the key
    HttpModel(
            String name,
            String model,
            URI base,
            Protocol protocol,
            Optional<Key> key,
            Duration patience,
            RequestOptions options) {
        this.options = options;
        this.patch = options.patch(protocol);
        requireNoKey(patch, key);
        this.name = name;
        this.model = model;
        this.base = base;
        this.protocol = protocol;
        this.key = key;
        this.patience = patience;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String identity() {
        return "%s %s %s".formatted(protocol, base, model) + options.identity(protocol);
    }

    /// The options of a request are written into every file of a run.
    private static void requireNoKey(ObjectNode patch, Optional<Key> key) {
        String written = Json.line(patch);
        if (key.filter(k -> !k.blot(written).equals(written)).isPresent()) {
            throw new StudyException(
                    Category.CONFIG,
                    "--body holds %s, which would be written into every file of the run. Leave it out; the variable is enough.",
                    key.orElseThrow());
        }
    }

    @Override
    public String lane() {
        return base.toString();
    }

    /// Any answer at all shows that a server is there.
    @Override
    public void requireReady() {
        try {
            await(CLIENT.sendAsync(HttpRequest.newBuilder(base).GET().build(), BodyHandlers.discarding()), CONNECTING);
        } catch (ChatFailure e) {
            throw new StudyException(
                    Category.PROVIDER,
                    e,
                    "%s cannot be reached at %s (%s). Check that the server runs, the address, and the network.",
                    name,
                    base,
                    e.getMessage());
        }
    }

    @Override
    public Reply reply(ChatRequest request) {
        byte[] body = Json.line(body(options.shaped(request))).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = await(
                CLIENT.sendAsync(post(body), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER)),
                patience);
        Exchange exchange = exchange(body, response);
        return response.statusCode() / 100 == 2 ? answer(request, exchange) : failed(exchange);
    }

    /// What one server makes of its answer ends one conversation at most, even where no reader of ours foresaw it.
    private Reply answer(ChatRequest request, Exchange exchange) {
        JsonNode body = parsed(exchange);
        try {
            return protocol.read(body, request, exchange);
        } catch (ChatFailure failure) {
            throw failure;
        } catch (RuntimeException fault) {
            throw Protocol.malformed(
                    "no part of this program foresaw it (%s)"
                            .formatted(fault.getClass().getSimpleName()),
                    exchange);
        }
    }

    private JsonNode body(ChatRequest request) {
        JsonNode body = protocol.body(model, request);
        if (body instanceof ObjectNode fields) {
            RequestOptions.merge(fields, patch);
        }
        return body;
    }

    private HttpRequest post(byte[] body) {
        HttpRequest.Builder post = HttpRequest.newBuilder(protocol.address(base, model))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        protocol.headers(key).forEach(post::header);
        return post.build();
    }

    /// The future is awaited with a limit because a request's own timeout ends when the headers arrive, and
    /// servers do stall after them.
    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> coming, Duration longest) {
        try {
            return coming.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            coming.cancel(true);
            throw ChatFailure.of(Kind.TIMED_OUT, "no answer within %s s".formatted(longest.toMillis() / 1000.0));
        } catch (ExecutionException e) {
            throw ChatFailure.of(Kind.TRANSIENT, lost(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException _) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw ChatFailure.of(Kind.TRANSIENT, "interrupted while waiting");
        }
    }

    private String lost(Throwable cause) {
        String text = LostConnection.told(cause);
        return key.map(k -> k.blot(text)).orElse(text);
    }

    private Exchange exchange(byte[] body, HttpResponse<byte[]> response) {
        byte[] plain = unpacked(response);
        byte[] clean = key.map(k -> k.blot(plain)).orElse(plain);
        return new Exchange(Raw.of(body), Raw.of(clean), response.statusCode(), harmless(response.headers()), 1);
    }

    /// Some servers compress without being asked. What cannot be unpacked stays as it came, and is no JSON.
    private static byte[] unpacked(HttpResponse<byte[]> response) {
        boolean isPacked = response.headers()
                .firstValue("content-encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        if (!isPacked) {
            return response.body();
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return in.readNBytes((int) LONGEST_ANSWER);
        } catch (IOException _) {
            return response.body();
        }
    }

    /// Named headers only: cookies and other headers are not stored.
    private Map<String, String> harmless(HttpHeaders headers) {
        Map<String, String> kept = new TreeMap<>();
        headers.map().forEach((header, values) -> {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("retry-after")
                    || lower.contains("ratelimit")
                    || lower.endsWith("request-id")
                    || lower.equals("content-type")) {
                String value = String.join(", ", values);
                kept.put(lower, key.map(k -> k.blot(value)).orElse(value));
            }
        });
        return kept;
    }

    /// JSON travels as UTF-8 and as nothing else ([RFC 8259,
    /// 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)): a reader that guesses encodings would see words
    /// that were not looked through for the key.
    private static JsonNode parsed(Exchange exchange) {
        try {
            return LENIENT.readTree(withoutMark(exchange.response().text()));
        } catch (JacksonException _) {
            throw Protocol.malformed(
                    "%,d bytes that are no whole JSON, beginning \"%s\""
                            .formatted(
                                    exchange.response().size(),
                                    AnswerParts.shown(exchange.response().text().strip())),
                    exchange);
        }
    }

    /// Without the byte order mark that some servers put before their JSON.
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private Reply failed(Exchange exchange) {
        JsonNode error;
        try {
            error = Json.mapper().readTree(withoutMark(exchange.response().text()));
        } catch (JacksonException _) {
            error = Json.mapper().missingNode();
        }
        Optional<Reply> filtered = protocol.filtered(error, exchange);
        if (filtered.isPresent()) {
            return filtered.get();
        }
        throw HttpFault.of(exchange.status(), error, exchange);
    }

    @Override
    public String toString() {
        return name;
    }
}
