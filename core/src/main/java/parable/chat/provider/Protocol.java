package parable.chat.provider;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import parable.chat.ChatFailure;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import tools.jackson.databind.JsonNode;

/// How one family of servers wants to be asked, and how it answers. Pure: no network here.
sealed interface Protocol permits OpenAiChat, AnthropicMessages, GoogleContent {
    URI address(URI base, String model);

    Map<String, String> headers(Optional<Key> key);

    JsonNode body(String model, ChatRequest request);

    /// Reads the body of a response with a status of 2xx.
    ///
    /// @throws ChatFailure of kind TRANSIENT when the body is not an answer
    Reply read(JsonNode body, ChatRequest request, Exchange exchange);

    /// The reply for an error of this status and body, if it says that a content filter stopped the request.
    default Optional<Reply> filtered(JsonNode error, Exchange exchange) {
        return Optional.empty();
    }

    /// What a server sends instead of an answer now and then: half a body, no choices, nothing at all.
    static ChatFailure malformed(String fault, Exchange exchange) {
        return new ChatFailure(
                ChatFailure.Kind.TRANSIENT, "The server's answer is not one: " + fault + ".", null, exchange);
    }
}
