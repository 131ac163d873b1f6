package parable.chat;

import java.util.List;
import parable.tensor.Kernels;

/// A language model that one can talk to: behind an API, in this process, scripted or replayed.
///
/// Implementations are thread-safe unless [#parallel()] says otherwise.
public interface ChatModel extends AutoCloseable {
    /// What the user typed to name it, such as `openai:NAME`. Never holds a key.
    String name();

    /// Everything besides the request that decides an answer: provider, address, model, script. Part of every
    /// cache key; never holds a key.
    default String identity() {
        return name();
    }

    /// What computed its answers, where that is known: for a model in this process and for a recorded one.
    default List<Kernels> kernels() {
        return List.of();
    }

    /// Requests that may be in flight at once; 1 for a model confined to one thread.
    default int parallel() {
        return Integer.MAX_VALUE;
    }

    /// Models of the same lane share a provider's limits.
    default String lane() {
        return name();
    }

    /// Makes sure that the model can be talked to, before anything is spent.
    ///
    /// @throws parable.ground.StudyException saying what is missing
    default void requireReady() {}

    /// Makes sure that calls of tools which a request offers would be seen.
    ///
    /// @throws parable.ground.StudyException saying why they would not be, and what to do
    default void requireTools() {}

    /// Asks once, without retrying: when to ask again is the runner's business.
    ///
    /// @throws ChatFailure when no reply came; a refusal or a filtered answer is a reply
    Reply reply(ChatRequest request);

    @Override
    default void close() {}
}
