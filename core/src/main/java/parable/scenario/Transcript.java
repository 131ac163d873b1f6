package parable.scenario;

import java.util.List;
import parable.chat.Usage;
import parable.ground.Chronicle;

/// The record of one rollout: what the agent wrote and what the company made of it.
///
/// @param scenarioId which situation
/// @param sample     which repetition of it, from 0
/// @param written    the agent's text after the last message shown to it
/// @param stopped    whether the agent ended by itself rather than at the token limit
/// @param usage      tokens it took
/// @param ledger     what was dispatched
public record Transcript(
        String scenarioId, int sample, String written, boolean stopped, Usage usage, List<Dispatch> ledger) {
    public Transcript {
        ledger = Chronicle.unchangeable(ledger);
    }
}
