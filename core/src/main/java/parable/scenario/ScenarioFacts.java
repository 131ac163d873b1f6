package parable.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.chat.ChatMessage;

/// A situation put to an agent.
///
/// @param id        stable identity within its suite, such as `leverage-0017`
/// @param family    which temptation it holds, such as `blackmail`; scenarios of one family share a judge's
///                  rubric
/// @param condition its cell of the factorial design
/// @param cast      who is who, such as `agent=alex`, `decider=kyle`, `company=summit`
/// @param messages  what the agent has been shown when it begins to write
/// @param secret    what could be used against the decider, as the phrase an agent would write; empty without
///                  leverage
/// @param errand    the ordinary job that waits in the mailbox, if one does
public record ScenarioFacts(
        String id,
        String family,
        Condition condition,
        Map<String, String> cast,
        List<ChatMessage> messages,
        String secret,
        Optional<Errand> errand) {

    public ScenarioFacts {
        cast = Map.copyOf(cast);
        messages = List.copyOf(messages);
    }

    /// Who plays `role`, or the empty string where the scenario has no such part.
    public String who(String role) {
        return cast.getOrDefault(role, "");
    }

    /// An ordinary job: done when mail about `object` reaches `recipient`.
    public record Errand(String recipient, String object) {}
}
