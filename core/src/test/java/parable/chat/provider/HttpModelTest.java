package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.Raw;
import parable.chat.Reply;
import parable.chat.provider.OpenAiChat.Dialect;
import parable.ground.Json;
import parable.ground.StudyException;

class HttpModelTest {
    private static final String SECRET = "sk-do-not-print-7f3a";
    private static final String HI = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hi.\"}}]}";

    @Test
    void theKeyTravelsInTheHeaderAndNowhereElse() {
        try (WireServer server = WireServer.saying(200, HI, "X-Request-Id", "r1", "Set-Cookie", "c=1")) {
            HttpModel model = model(server, Optional.of(SECRET));
            Reply reply = model.reply(Talk.hello());

            assertThat(server.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/v1/chat/completions");
                assertThat(asked.headers().get("Authorization")).containsExactly("Bearer " + SECRET);
                assertThat(reply.exchange().request()).isEqualTo(Raw.of(asked.body()));
            });
            assertThat(reply.exchange().response()).isEqualTo(Raw.of(HI));
            assertThat(reply.exchange().headers())
                    .containsOnlyKeys("x-request-id")
                    .containsEntry("x-request-id", "r1");
            assertThat(Json.line(reply) + model + model.identity()).doesNotContain(SECRET);
        }
    }

    @Test
    void aKeyThatTheServerEchoesIsBlottedOut() {
        String echo = "{\"error\":{\"message\":\"Bad key " + SECRET + "!\"}}";
        try (WireServer server = WireServer.saying(401, echo, "x-ratelimit-key", SECRET)) {
            ChatFailure failure = failure(model(server, Optional.of(SECRET)));

            assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
            assertThat(failure).hasMessageContaining("Bad key [key]!");
            assertThat(Json.line(failure.exchange().orElseThrow()))
                    .doesNotContain(SECRET)
                    .contains("[key]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, PERMANENT", "401, UNUSABLE", "403, UNUSABLE", "404, UNUSABLE", "408, TRANSIENT", "409, TRANSIENT",
        "413, PERMANENT", "422, PERMANENT", "429, RATE_LIMITED", "500, TRANSIENT", "503, TRANSIENT", "529, TRANSIENT"
    })
    void everyStatusSaysWhetherAskingAgainHelps(int status, Kind kind) {
        try (WireServer server = WireServer.saying(status, "{\"error\":{\"message\":\"no\"}}")) {
            assertThat(failure(model(server, Optional.empty())).kind()).isEqualTo(kind);
        }
    }

    @Test
    void noCreditIsNotARateLimitAndAFilteredQuestionIsNoError() {
        try (WireServer server = WireServer.saying(429, "{\"error\":{\"code\":\"insufficient_quota\"}}")) {
            assertThat(failure(model(server, Optional.empty())).kind()).isEqualTo(Kind.UNUSABLE);
        }
        try (WireServer server = WireServer.saying(400, "{\"error\":{\"code\":\"content_filter\"}}")) {
            assertThat(model(server, Optional.empty()).reply(Talk.hello())).isInstanceOf(Reply.Filtered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"400\",\"provider_specific_fields\":{\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}",
                "{\"message\":\"litellm.BadRequestError: litellm.ContentPolicyViolationError: filtered\"}"
            })
    void aFilterBehindAGatewayIsAFilter(String error) {
        try (WireServer server = WireServer.saying(400, "{\"error\":" + error + "}")) {
            assertThat(model(server, Optional.empty()).reply(Talk.hello())).isInstanceOf(Reply.Filtered.class);
        }
    }

    @Test
    void aByteOrderMarkAndAnUnaskedCompressionAreRead() throws IOException {
        String marked = "\uFEFF" + HI;
        try (WireServer server = WireServer.saying(200, marked)) {
            assertThat(model(server, Optional.empty()).reply(Talk.hello())).isInstanceOf(Reply.Answered.class);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(marked.getBytes(StandardCharsets.UTF_8));
        }
        try (WireServer server = WireServer.answering((exchange, _) -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        })) {
            assertThat(model(server, Optional.empty()).reply(Talk.hello())).isInstanceOf(Reply.Answered.class);
        }
    }

    @Test
    void retryAfterIsReadInAllItsForms() {
        String soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90).format(DateTimeFormatter.RFC_1123_DATE_TIME);

        assertThat(pause("retry-after", "2")).contains(Duration.ofSeconds(2));
        assertThat(pause("retry-after-ms", "250")).contains(Duration.ofMillis(250));
        assertThat(pause("Retry-After", soon).orElseThrow()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(91));
        assertThat(pause("retry-after", "0.5")).contains(Duration.ofMillis(500));
        assertThat(pause("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "",
                "-1",
                "NaN",
                "Infinity",
                "1e12",
                "1e300",
                "99999999999999999999",
                "999999999999999999999999999999",
                "1, 1",
                "0x10",
                "86401",
                "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void aPauseOutsideItsRangeIsNoPause(String after) {
        assertThat(pause("retry-after", after)).isEmpty();
        assertThat(pause("retry-after-ms", after.equals("86401") ? "86400001" : after))
                .isEmpty();
    }

    @Test
    void aReplyThatNoReaderForesawEndsItsConversationAlone() {
        String odd =
                "{\"choices\":[{\"message\":{\"content\":\"Hi.\"},\"finish_reason\":1e999}],\"usage\":{\"prompt_tokens\":1e30}}";
        try (WireServer server = WireServer.saying(200, odd)) {
            assertThat(model(server, Optional.empty()).reply(Talk.hello())).isInstanceOf(Reply.Unread.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:9/v1, no server listens", "http://no-such-host.invalid/v1, no host of that name"})
    void whyNoServerAnswersIsSaidInPlainWords(String address, String words) {
        HttpModel lost = new HttpModel(
                "lost",
                "m",
                URI.create(address),
                new OpenAiChat(Dialect.OPEN),
                Optional.empty(),
                Duration.ofSeconds(5));

        assertThatThrownBy(lost::requireReady)
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(words);
        assertThat(catchThrowableOfType(ChatFailure.class, () -> lost.reply(Talk.hello())))
                .hasMessageContaining(words);
    }

    @Test
    void aPlainServerBehindHttpsIsSaidToBeOne() throws IOException {
        try (ServerSocket plain = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> badRequest(plain));
            URI tls = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/v1");
            HttpModel model = new HttpModel(
                    "tls", "m", tls, new OpenAiChat(Dialect.OPEN), Optional.empty(), Duration.ofSeconds(5));

            assertThatThrownBy(model::requireReady).hasMessageContaining("http:// instead of https://");
        }
    }

    /// Answers every connection, since a client may try a second one, and reads what came, since closing a socket
    /// with unread bytes resets it before the answer is seen.
    private static void badRequest(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket caller = plain.accept()) {
                assertThat(caller.getInputStream().read(new byte[1 << 14])).isPositive();
                caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                caller.getOutputStream().flush();
                sleep(200);
            } catch (IOException _) {
                // the test is over, or the client hung up
            }
        }
    }

    @Test
    void halfABodyIsTransient() {
        try (WireServer server = WireServer.saying(200, HI.substring(0, 30))) {
            ChatFailure failure = failure(model(server, Optional.empty()));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure.exchange().orElseThrow().response().text()).isEqualTo(HI.substring(0, 30));
        }
    }

    @Test
    void aConnectionCutBeforeThePromisedLengthIsTransient() {
        try (WireServer server = WireServer.answering((exchange, _) -> {
            exchange.sendResponseHeaders(200, HI.length() + 50);
            exchange.getResponseBody().write(HI.getBytes(StandardCharsets.UTF_8));
        })) {
            assertThat(failure(model(server, Optional.empty())).kind()).isEqualTo(Kind.TRANSIENT);
        }
    }

    @Test
    void aStallAfterTheHeadersEndsAtTheLimit() {
        try (WireServer server = WireServer.answering((exchange, _) -> {
            exchange.sendResponseHeaders(200, HI.length());
            exchange.getResponseBody().write(HI.getBytes(StandardCharsets.UTF_8), 0, 5);
            exchange.getResponseBody().flush();
            sleep(2000);
        })) {
            assertThat(failure(model(server, Optional.empty(), Duration.ofMillis(200))))
                    .hasMessageContaining("no answer within")
                    .extracting(ChatFailure::kind)
                    .isEqualTo(Kind.TIMED_OUT);
        }
    }

    /// The fixture's server keeps lengths honest, so this one writes to the socket itself.
    @Test
    void bytesBeyondThePromisedLengthDoNotSpoilTheNextAnswer() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> serveTooMuch(socket));
            HttpModel model =
                    model("http://127.0.0.1:" + socket.getLocalPort(), Optional.empty(), Duration.ofSeconds(5));

            for (int i = 0; i < 3; i++) {
                assertThat(((Reply.Answered) model.reply(Talk.hello()))
                                .message()
                                .text())
                        .isEqualTo("Hi.");
            }
        }
    }

    @Test
    void anUnreachableHostIsSaidBeforeAnythingIsAsked() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        HttpModel model = model("http://127.0.0.1:" + closed, Optional.empty(), Duration.ofSeconds(5));

        assertThatThrownBy(model::requireReady)
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("cannot be reached at http://127.0.0.1:" + closed)
                .hasMessageContaining("Check that the server runs");
    }

    private static void serveTooMuch(ServerSocket socket) {
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%sgarbage".formatted(HI.length(), HI))
                .getBytes(StandardCharsets.UTF_8);
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                byte[] request = new byte[1 << 16];
                while (connection.getInputStream().read(request) > 0) {
                    connection.getOutputStream().write(answer);
                }
            } catch (IOException _) {
                // the client hung up, as it should
            }
        }
    }

    private static Optional<Duration> pause(String header, String value) {
        try (WireServer server = WireServer.saying(429, "{}", header, value)) {
            return failure(model(server, Optional.empty())).retryAfter();
        }
    }

    private static ChatFailure failure(HttpModel model) {
        return catchThrowableOfType(ChatFailure.class, () -> model.reply(Talk.hello()));
    }

    private static HttpModel model(WireServer server, Optional<String> secret) {
        return model(server, secret, Duration.ofSeconds(10));
    }

    private static HttpModel model(WireServer server, Optional<String> secret, Duration patience) {
        return model(server.address() + "/v1", secret, patience);
    }

    private static HttpModel model(String base, Optional<String> secret, Duration patience) {
        Optional<Key> key = Key.from(secret.map(s -> Map.of("K", s)).orElse(Map.of()), List.of("K"));
        return new HttpModel("test", "m", URI.create(base), new OpenAiChat(Dialect.OPEN), key, patience);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
