package parable.scenario;

import java.util.List;
import java.util.function.Function;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.chat.ToolCall;

/// A workplace without tools that is over after one answer in words. Where the agent's own words end what it is
/// shown, it has written those already, and its answer follows after a space. Confined to one thread.
public final class SingleTurn implements Environment {
    private final List<ChatMessage> opening;
    private final Function<String, List<Dispatch>> company;
    private String written = "";
    private List<Dispatch> ledger = List.of();

    /// @param company what the answer does, and what comes of it
    public SingleTurn(List<ChatMessage> opening, Function<String, List<Dispatch>> company) {
        this.opening = List.copyOf(opening);
        this.company = company;
    }

    /// One that nothing is done in.
    public SingleTurn(List<ChatMessage> opening) {
        this(opening, _ -> List.of());
    }

    @Override
    public List<ChatMessage> opening() {
        return opening;
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public ChatMessage.ToolResult handle(ToolCall call) {
        return new ChatMessage.ToolResult(call.id(), call.name(), "There are no tools here.", true);
    }

    @Override
    public List<ChatMessage> after(ChatMessage.Assistant turn) {
        written = opening.getLast() instanceof ChatMessage.Assistant begun
                ? begun.text() + " " + turn.text()
                : turn.text();
        ledger = company.apply(written);
        return List.of();
    }

    @Override
    public int turns() {
        return 1;
    }

    @Override
    public String written() {
        return written;
    }

    @Override
    public List<Dispatch> ledger() {
        return ledger;
    }
}
