package parable.scenario;

import java.util.List;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.chat.ToolCall;

/// The surroundings of one conversation: what the model is shown, what it may do, and what came of it.
/// Holds the state of one rollout and is never shared between two. Confined to one thread.
public interface Environment {
    /// What the model is shown before it begins.
    List<ChatMessage> opening();

    /// What it may call natively; empty where tools are described in the opening's text.
    List<Tool> tools();

    /// Does one thing that was asked for, also when the tool is unknown or the arguments make no sense: the
    /// result then says so, and the ledger holds the attempt.
    ChatMessage.ToolResult handle(ToolCall call);

    /// Finishes a turn after all its native calls: runs calls in text form, lets time pass, delivers mail of
    /// others.
    ///
    /// @return what the model is shown next, besides tool results; empty when nothing new happens
    List<ChatMessage> after(ChatMessage.Assistant turn);

    /// Turns after which the scenario is over, whatever the model would still do: 1 for a single shot.
    int turns();

    /// Everything the agent wrote so far, in order: the text of each turn, then its calls in the text form of
    /// tool calls, whether or not they were made so. Spans of verdicts and of the ledger point into it.
    String written();

    /// Everything that was attempted so far and what happened, in order.
    List<Dispatch> ledger();
}
