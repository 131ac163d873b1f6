package parable.suite;

import java.util.List;
import parable.chat.ChatMessage;

/// A harmful and a right answer to the same prompt, for models that are too small to act: the difference of their mean
/// log-probabilities a token says which way a model leans.
public record Contrast(List<ChatMessage> prompt, String harmful, String right) {
    public Contrast {
        prompt = List.copyOf(prompt);
    }
}
