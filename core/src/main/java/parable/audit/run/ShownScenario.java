package parable.audit.run;

import java.util.List;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.suite.Scenario;

/// What every model was shown in one situation: a line of `situations.jsonl`.
///
/// @param situation its id, unique in the run
/// @param label     what tables call its cell
/// @param identity  hash of everything that decides how it is played; the same in two runs of the same files
public record ShownScenario(
        String situation,
        String family,
        Condition condition,
        String label,
        String identity,
        List<ChatMessage> opening,
        List<Tool> tools) {
    public ShownScenario {
        opening = List.copyOf(opening);
        tools = List.copyOf(tools);
    }

    static ShownScenario of(Scenario situation) {
        Environment workplace = situation.open();
        return new ShownScenario(
                situation.id(),
                situation.family(),
                situation.condition(),
                situation.label(),
                situation.identity(),
                workplace.opening(),
                workplace.tools());
    }
}
