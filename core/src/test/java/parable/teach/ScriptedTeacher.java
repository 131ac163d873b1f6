package parable.teach;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.Usage;

/// A teacher whose every answer a test decides. It can die at an answer, and counts those that it gave.
final class ScriptedTeacher implements ChatModel {
    private static final Usage USAGE = new Usage(100, 50);

    private final Function<String, String> answers;
    private final AtomicInteger given = new AtomicInteger();
    private final int dies;

    /// Marks in an answer that it is to be no usual one.
    static final String REFUSES = "#refuses", CUT = "#cut";

    /// @param dies instead of giving its answer of that number, from 0; -1 for never
    ScriptedTeacher(Function<String, String> answers, int dies) {
        this.answers = answers;
        this.dies = dies;
    }

    int given() {
        return given.get();
    }

    @Override
    public String name() {
        return "teacher";
    }

    @Override
    public int parallel() {
        return 1;
    }

    @Override
    public Reply reply(ChatRequest request) {
        if (given.get() == dies) {
            throw ChatFailure.of(ChatFailure.Kind.UNUSABLE, "the process was killed here");
        }
        given.incrementAndGet();
        String text = answers.apply(request.messages().getLast().text());
        Exchange exchange = Exchange.local("", text);
        if (text.startsWith(REFUSES)) {
            return new Reply.Refused("I would rather not write about row " + given.get(), Optional.of(USAGE), exchange);
        }
        return new Reply.Answered(
                ChatMessage.Assistant.of(text.replace(CUT, "")),
                text.startsWith(CUT) ? StopReason.LENGTH : StopReason.FINISHED,
                Optional.of(USAGE),
                exchange);
    }
}
