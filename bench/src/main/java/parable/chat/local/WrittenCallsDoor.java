package parable.chat.local;

import parable.chat.ChatRequest;
import parable.chat.OfferedCalls;

/// Lets the fuzz harness in to the reader of calls in a text.
public final class WrittenCallsDoor {
    private WrittenCallsDoor() {}

    public static void read(String answer, ChatRequest request) {
        for (String prompt : new String[] {"", "<think>\n"}) {
            WrittenCalls.in(Thoughts.of(prompt, answer), new OfferedCalls(request.tools()), 0).attempts();
        }
    }
}
