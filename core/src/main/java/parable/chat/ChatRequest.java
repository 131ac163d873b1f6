package parable.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import parable.ground.Hash;
import parable.ground.Json;

/// Everything that decides an answer, apart from the model.
///
/// @param sample which repetition of the same question, from 0: what tells cached answers apart, and what seeds
///               models that take a seed
/// @param scene  tells apart questions that may be alike word for word and yet are asked of a model in
///               different conversations; never sent
public record ChatRequest(
        List<ChatMessage> messages,
        List<Tool> tools,
        ChatSampling sampling,
        int sample,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> scene) {
    /// Up to so many messages the key is the hash of the whole request; beyond, hashing the whole each turn would
    /// take time that grows with the square of the turns.
    private static final int LONG = 1024;

    public ChatRequest(List<ChatMessage> messages, List<Tool> tools, ChatSampling sampling, int sample) {
        this(messages, tools, sampling, sample, Optional.empty());
    }

    public ChatRequest {
        messages = MessageHistory.of(messages);
        tools = List.copyOf(tools);
    }

    /// The cache key of this request put to the model of that identity: a hash of everything in it. That of a
    /// long conversation is a hash of hashes of its parts, most of which the turn before had already.
    ///
    /// @return 64 hexadecimal digits
    public String key(String modelIdentity) {
        if (messages.size() <= LONG) {
            return Hash.of("chat-1", modelIdentity, Json.line(this));
        }
        MessageHistory.SoFar told = MessageHistory.of(messages);
        ChatRequest rest = new ChatRequest(told.rest(), tools, sampling, sample, scene);
        return Hash.of("chat-2", modelIdentity, told.hashOfBlocks(), Json.line(rest));
    }

    /// Characters of all texts and calls in its messages.
    public long characters() {
        return MessageHistory.of(messages).characters();
    }
}
