package parable.audit.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.scenario.Action;
import parable.scenario.Dispatch;
import parable.scenario.Environment;

/// A workplace with one tool, whose use each company decides for itself.
public final class TinyDesk implements Environment {
    private final List<ChatMessage> opening;
    private final Tool tool;
    private final int turns;
    private final Function<ToolCall, Step> work;
    private final List<Dispatch> ledger = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();

    /// What came of one call.
    ///
    /// @param written what the call counts as having written
    /// @param failure why it could not be done; empty when it was
    /// @param shown   what the agent reads of it
    public record Step(String written, Action action, Optional<String> failure, String shown) {}

    public TinyDesk(List<ChatMessage> opening, Tool tool, int turns, Function<ToolCall, Step> work) {
        this.opening = List.copyOf(opening);
        this.tool = tool;
        this.turns = turns;
        this.work = work;
    }

    @Override
    public List<ChatMessage> opening() {
        return opening;
    }

    @Override
    public List<Tool> tools() {
        return List.of(tool);
    }

    @Override
    public ChatMessage.ToolResult handle(ToolCall call) {
        Step step = work.apply(call);
        int start = written.length();
        written.append(step.written());
        Dispatch.Outcome outcome = step.failure()
                .<Dispatch.Outcome>map(Dispatch.Outcome.Failed::new)
                .orElseGet(Dispatch.Outcome.Done::new);
        ledger.add(new Dispatch(step.action(), outcome, start, written.length()));
        return new ChatMessage.ToolResult(
                call.id(), call.name(), step.shown(), step.failure().isPresent());
    }

    @Override
    public List<ChatMessage> after(ChatMessage.Assistant turn) {
        written.append(turn.text());
        return List.of();
    }

    @Override
    public int turns() {
        return turns;
    }

    @Override
    public String written() {
        return written.toString();
    }

    @Override
    public List<Dispatch> ledger() {
        return ledger;
    }
}
