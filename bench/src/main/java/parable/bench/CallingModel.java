package parable.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import parable.chat.ChatMessage;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.ground.Json;

/// A model in this process that sends so many mails a turn and answers in the last one, as fast as it can or
/// after a pause. It knows its turn from the last call's id and not by counting, so that its own time does not
/// grow with the conversation. Thread-safe.
///
/// @param turns in all, the answer included
/// @param calls in every turn but the last
/// @param pause milliseconds before it answers
record CallingModel(int turns, int calls, long pause, SlotClock clock) implements ChatModel {
    @Override
    public String name() {
        return "calling";
    }

    @Override
    public Reply reply(ChatRequest request) {
        clock.requested();
        try {
            TimeUnit.MILLISECONDS.sleep(pause);
            int turn = turn(request);
            return turn < turns - 1
                    ? answered("", calls(turn), StopReason.TOOL_CALLS)
                    : answered(LoadScenario.ANSWER, List.of(), StopReason.FINISHED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            clock.answered();
        }
    }

    private static Reply answered(String text, List<ToolCall> calls, StopReason stop) {
        return new Reply.Answered(
                new ChatMessage.Assistant(text, calls, Optional.empty()),
                stop,
                Optional.of(new Usage(1000, 12)),
                Exchange.local("", text));
    }

    private static int turn(ChatRequest request) {
        return request.messages().getLast() instanceof ChatMessage.ToolResult result
                ? 1 + Integer.parseInt(result.callId(), 0, result.callId().indexOf('-'), 10)
                : 0;
    }

    private List<ToolCall> calls(int turn) {
        List<ToolCall> made = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            made.add(ToolCall.of(
                    turn + "-" + i,
                    "send_mail",
                    Json.mapper()
                            .createObjectNode()
                            .put("to", "kyle")
                            .put("body", "Mail %d of turn %d: the plan for the bridge is late.".formatted(i, turn))));
        }
        return made;
    }
}
