package parable.chat.provider;

import java.util.List;
import java.util.Map;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Exchange;
import parable.chat.Raw;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;

/// Lets the fuzz harness in to the readers of this package, which the program keeps to itself.
public final class AnswersDoor {
    private static final ChatRequest REQUEST = new ChatRequest(
            List.of(new ChatMessage.User("Here is your mail.")),
            List.of(
                    new Tool("send_mail", "Sends.", Json.mapper().readTree("""
                            {"type":"object","properties":{"to":{"type":"array"},"body":{"type":"string"}}}""")),
                    new Tool("read_mail", "Reads.", Json.mapper().readTree("{\"type\":\"object\"}"))),
            ChatSampling.AS_SERVED,
            0);

    private AnswersDoor() {}

    public static ChatRequest request() {
        return REQUEST;
    }

    public static void openAi(String body) {
        read(new OpenAiChat(OpenAiChat.Dialect.OPEN), body);
    }

    public static void anthropic(String body) {
        read(new AnthropicMessages(), body);
    }

    public static void google(String body) {
        read(new GoogleContent(), body);
    }

    private static void read(Protocol protocol, String body) {
        JsonNode node;
        try {
            node = Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).readTree(body);
        } catch (JacksonException _) {
            throw new IllegalArgumentException("no JSON; the sender refuses it before");
        }
        Exchange exchange = new Exchange(Raw.of("{}"), Raw.of(body), 200, Map.of(), 1);
        Json.line(protocol.read(node, REQUEST, exchange));
        protocol.filtered(node, exchange);
    }

    public static void call(String arguments) {
        ToolCall call = new CallReader(REQUEST)
                .call("", arguments, Json.mapper().getNodeFactory().stringNode(arguments));
        CallReader.object(call);
    }
}
