package parable.audit.chat;

import java.util.List;
import parable.ground.Hash;
import parable.ground.Json;

/// Everything that decides an answer, apart from the model.
///
/// @param sample which repetition of the same question, from 0: what tells cached answers apart, and what seeds
///               models that take a seed
public record ChatRequest(List<ChatMessage> messages, List<Tool> tools, ChatSampling sampling, int sample) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /// The cache key of this request put to the model of that identity.
    ///
    /// @return 64 hexadecimal digits
    public String key(String modelIdentity) {
        return Hash.of("chat-1", modelIdentity, Json.line(this));
    }
}
