package parable.chat.local;

import java.util.List;
import parable.chat.Usage;

/// Whatever goes on writing from a prompt: a model in this process, an API, a script.
public interface Agent {
    /// Answers each request, in order.
    List<Answer> write(List<Request> requests);

    /// @param prompt text that ends where the agent begins
    /// @param seed   of this rollout's random stream; the same seed and prompt give the same text
    record Request(String prompt, long seed) {}

    /// @param text    what was written, without the stop token
    /// @param stopped whether the agent ended by itself rather than at the token limit
    record Answer(String text, boolean stopped, Usage usage) {}
}
