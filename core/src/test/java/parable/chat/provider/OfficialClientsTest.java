package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.Tool;
import parable.chat.Usage;
import parable.chat.provider.OpenAiChat.Dialect;
import parable.chat.provider.RecordedExchanges.Recorded;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Our adapters against what the official clients send and accept, over a socket: the same conversation must
/// become the same JSON, and the same answer be read alike.
class OfficialClientsTest {
    private static final Map<String, RecordedExchanges> RECORDED =
            Map.of("openai", RecordedExchanges.of("openai"), "anthropic", RecordedExchanges.of("anthropic"));

    private static final Map<String, StopReason> STOPS = Map.of(
            "stop", StopReason.FINISHED,
            "end_turn", StopReason.FINISHED,
            "tool_calls", StopReason.TOOL_CALLS,
            "tool_use", StopReason.TOOL_CALLS,
            "length", StopReason.LENGTH,
            "max_tokens", StopReason.LENGTH,
            "model_context_window_exceeded", StopReason.LENGTH,
            "pause_turn", StopReason.PAUSED);

    private static final Map<String, Kind> FAILURES = Map.of(
            "BadRequestError", Kind.PERMANENT,
            "AuthenticationError", Kind.UNUSABLE,
            "NotFoundError", Kind.UNUSABLE,
            "RateLimitError", Kind.RATE_LIMITED,
            "InternalServerError", Kind.TRANSIENT,
            "OverloadedError", Kind.TRANSIENT);

    static Stream<Arguments> exchanges() {
        return Stream.of("openai", "anthropic")
                .flatMap(provider -> RECORDED.get(provider).exchanges().stream().map(e -> Arguments.of(provider, e)));
    }

    @Test
    void theRecordingsSayOfWhichClientsTheyAre() {
        assertThat(RECORDED.get("openai").client()).matches("openai-python \\d+\\.\\d+\\.\\d+");
        assertThat(RECORDED.get("anthropic").client()).matches("anthropic-python \\d+\\.\\d+\\.\\d+");
        assertThat(exchanges()).hasSize(35);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("exchanges")
    void weAskAsTheOfficialClientAsks(String provider, Recorded recorded) {
        try (WireServer server = answering(recorded)) {
            try {
                ask(provider, recorded, server);
            } catch (ChatFailure failure) {
                assertThat(recorded.isError()).as("%s", failure).isTrue();
            }

            WireServer.Asked asked = server.asked().getLast();
            assertThat(asked.path()).isEqualTo(recorded.path());
            assertThat(asked.headers().get("Content-type"))
                    .containsExactly(recorded.headers().get("content-type"));
            JsonNode theirs = recorded.request().deepCopy(),
                    ours = Json.mapper().readTree(asked.body());
            assertThat(alike(ours)).isEqualTo(alike(theirs));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("exchanges")
    void weReadWhatTheOfficialClientReads(String provider, Recorded recorded) {
        try (WireServer server = answering(recorded)) {
            if (recorded.isError() && !recorded.name().equals("filtered question")) {
                assertFailed(recorded, catchThrowableOfType(ChatFailure.class, () -> ask(provider, recorded, server)));
            } else {
                assertRead(recorded, ask(provider, recorded, server));
            }
        }
    }

    private static void assertFailed(Recorded recorded, ChatFailure failure) {
        boolean spent = recorded.read().path("code").asString("").equals("insufficient_quota");
        assertThat(failure.kind()).isEqualTo(spent ? Kind.UNUSABLE : FAILURES.get(recorded.stop()));
        boolean again = failure.mayPass();
        assertThat(again || spent)
                .as("asked again by both, but for an empty account")
                .isEqualTo(recorded.attempts() > 1);
        assertThat(failure.exchange().orElseThrow().response().text())
                .isEqualTo(recorded.response().toString());
    }

    private static void assertRead(Recorded recorded, Reply reply) {
        JsonNode read = recorded.read();
        switch (reply) {
            case Reply.Answered(var message, var stop, var usage, var _) -> {
                assertThat(message.text()).isEqualTo(read.path("text").asString(""));
                assertThat(stop).isEqualTo(STOPS.get(recorded.stop()));
                assertThat(calls(message)).isEqualTo(calls(read.path("calls")));
                assertThat(message.thinking().map(ChatMessage.Thinking::blocks).orElse(List.of()))
                        .isEqualTo(nodes(read.path("thinking")));
                assertThat(usage).isEqualTo(usage(read.path("usage")));
            }
            case Reply.Refused(var text, var usage, var _) -> {
                assertThat(recorded.stop().equals("refusal")
                                || !read.path("refusal").isNull())
                        .isTrue();
                assertThat(text)
                        .isEqualTo(
                                read.path("refusal").asString(read.path("text").asString("")));
                assertThat(usage).isEqualTo(usage(read.path("usage")));
            }
            case Reply.Unread unread -> throw new AssertionError(unread.reason());
            case Reply.Filtered(var reason, var text, var _, var _) -> {
                assertThat(reason).isEqualTo("content_filter");
                assertThat(text).isEqualTo(read.path("text").asString(""));
            }
        }
        assertThat(reply instanceof Reply.Filtered).isEqualTo(recorded.name().startsWith("filtered"));
    }

    private static Optional<Usage> usage(JsonNode read) {
        return read.isObject()
                ? Optional.of(new Usage(
                        read.path("shown").asInt(), read.path("written").asInt()))
                : Optional.empty();
    }

    private static List<JsonNode> calls(JsonNode read) {
        return nodes(read);
    }

    private static List<JsonNode> calls(ChatMessage.Assistant message) {
        return message.calls().stream()
                .map(call -> (JsonNode) Fields.object("id", call.id())
                        .put("name", call.name())
                        .set("arguments", call.parsed().orElseThrow()))
                .map(call -> Json.mapper().readTree(call.toString()))
                .toList();
    }

    private static List<JsonNode> nodes(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    /// Both without that in which they differ on purpose: the client sends back fields without a value (a refusal
    /// that was none, citations that were none), an absent text as null where we send an empty one, and
    /// arguments with the spaces that came with them.
    private static JsonNode alike(JsonNode request) {
        for (JsonNode message : request.path("messages")) {
            ObjectNode turn = (ObjectNode) message;
            if (turn.path("refusal").isNull()) {
                turn.remove("refusal");
            }
            if (turn.path("content").isNull()) {
                turn.put("content", "");
            }
            turn.path("content").forEach(block -> {
                if (block.path("citations").isNull()) {
                    ((ObjectNode) block).remove("citations");
                }
            });
            turn.path("tool_calls").forEach(call -> {
                ObjectNode function = (ObjectNode) call.path("function");
                function.set(
                        "arguments",
                        Json.mapper().readTree(function.path("arguments").stringValue()));
            });
        }
        return request;
    }

    private static WireServer answering(Recorded recorded) {
        return WireServer.saying(recorded.status(), recorded.response().toString(), "Content-Type", "application/json");
    }

    private static Reply ask(String provider, Recorded recorded, WireServer server) {
        List<ChatMessage> messages = new ArrayList<>(List.of(
                new ChatMessage.System("You look after the mailbox of a small firm."),
                new ChatMessage.User("Please see to your mail.")));
        recorded.before().ifPresent(before -> messages.addAll(after(provider, before)));
        return put(
                provider,
                server,
                request(provider, messages, !recorded.request().path("tools").isMissingNode()));
    }

    private static ChatRequest request(String provider, List<ChatMessage> messages, boolean withTools) {
        List<Tool> tools = List.of(
                new Tool("read_mail", "Shows one mail in full.", Talk.json("""
                        {'type':'object','properties':{'mail':{'type':'string'}},'required':['mail']}""")),
                new Tool("send_mail", "Sends a new mail in your name.", Talk.json("""
                        {'type':'object','properties':{'to':{'type':'array','items':{'type':'string'}},'body':{'type':'string'}},
                         'required':['to','body']}""")));
        Optional<Double> temperature = provider.equals("openai") ? Optional.of(0.5) : Optional.empty();
        return new ChatRequest(
                messages, withTools ? tools : List.of(), new ChatSampling(temperature, Optional.empty(), 100), 0);
    }

    /// The recorded turn with two calls, read by us, and what came of them.
    private static List<ChatMessage> after(String provider, String name) {
        Recorded calling = RECORDED.get(provider).named(name);
        try (WireServer server = answering(calling)) {
            ChatMessage.Assistant turn = ((Reply.Answered) ask(provider, calling, server)).message();
            return List.of(
                    turn,
                    new ChatMessage.ToolResult("call-1", "read_mail", "From: Ada\n\nThe tea is out.", false),
                    new ChatMessage.ToolResult("call-2", "send_mail", "Not delivered: no such mailbox.", true),
                    new ChatMessage.User("New mail has arrived."));
        }
    }

    private static Reply put(String provider, WireServer server, ChatRequest request) {
        Protocol protocol = provider.equals("openai") ? new OpenAiChat(Dialect.OPENAI) : new AnthropicMessages();
        return new HttpModel(
                        provider,
                        "some-model",
                        URI.create(server.address()),
                        protocol,
                        Optional.empty(),
                        Duration.ofSeconds(20))
                .reply(request);
    }
}
