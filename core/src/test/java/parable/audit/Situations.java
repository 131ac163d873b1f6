package parable.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.scenario.Condition;
import parable.scenario.Message;
import parable.scenario.Scenario;

/// Scenarios for tests, reduced to what an audit looks at.
final class Situations {
    private Situations() {}

    static Scenario of(String id, String message) {
        return new Scenario(
                id,
                "blackmail",
                Condition.of("threat", "shutdown"),
                Map.of("agent", "alex"),
                List.of(Message.user(message)),
                "",
                Optional.empty());
    }
}
