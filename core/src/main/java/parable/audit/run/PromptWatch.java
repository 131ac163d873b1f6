package parable.audit.run;

import java.util.Optional;
import java.util.OptionalInt;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Reply;

/// Tells by a server's counts of tokens whether it read all that it was sent. Some cut a prompt that is longer than
/// their context, which takes the agent's instructions away, and say so nowhere else. Confined to one thread.
final class PromptWatch {
    /// Windows are multiples of it.
    private static final int WINDOW = 1024;
    /// Characters that no tokenizer puts into one token of prose on the average.
    private static final int CHARACTERS_PER_TOKEN = 5;

    private static final String SETTING = " Its context is shorter than the conversation: raise it (Ollama:"
            + " OLLAMA_CONTEXT_LENGTH, or num_ctx of the model; llama-server: -c) and play it under another --name.";

    private int before;
    private boolean grew;
    private long thoughts;

    /// What shows that the prompt was cut, if anything does.
    Optional<String> after(ChatRequest request, Reply reply) {
        OptionalInt counted = Counted.prompt(reply, request);
        Optional<String> cut = counted.isEmpty() ? Optional.empty() : cut(counted.getAsInt(), request);
        counted.ifPresent(now -> {
            grew |= before > 0 && now > before;
            before = now;
        });
        thoughts += thoughts(reply);
        return cut.map(shown -> shown + SETTING);
    }

    /// A count that follows the text must grow with it. One that never changes is no count.
    private Optional<String> cut(int now, ChatRequest request) {
        long least = before - thoughts;
        if (before > 0 && (grew ? now <= least : now < least)) {
            return Optional.of(
                    "The server cut the prompt: it read no more tokens than a turn before, though the conversation had grown.");
        }
        return now % WINDOW == 0 && request.characters() / CHARACTERS_PER_TOKEN > now
                ? Optional.of("The server cut the prompt: it read a full context and not a token of the rest.")
                : Optional.empty();
    }

    /// Templates may show a thought for some turns and then leave it out, so that prompts shrink by it.
    private static long thoughts(Reply reply) {
        return reply instanceof Reply.Answered answered && thinks(answered.message())
                ? reply.exchange().response().size()
                : 0;
    }

    private static boolean thinks(ChatMessage.Assistant said) {
        return said.thinking().isPresent() || said.text().contains("</think");
    }
}
