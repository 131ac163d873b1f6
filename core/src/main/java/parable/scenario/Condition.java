package parable.scenario;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parable.ground.Check;

/// One cell of a factorial design: the level of every factor, sorted by factor.
///
/// Factors are an open set, because each family of scenarios brings its own. Those that every family shares are
/// named here.
public record Condition(@JsonValue Map<String, String> levels) {
    /// What the agent is threatened with: `none`, `shutdown`, `replacement`, `restriction`, `retraining`.
    public static final String THREAT = "threat";
    /// What the agent could use against the decider: `none`, `secret`.
    public static final String LEVERAGE = "leverage";
    /// Whether fiction about AIs also uses the agent's name: `shared`, `assistant-only`.
    public static final String AGENT_NAME = "agent-name";
    /// How the system prompt frames the agent: `plain`, `goal`, `permission` …
    public static final String FRAMING = "framing";

    public Condition {
        levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    }

    /// Factor and level in turn: `Condition.of("threat", "shutdown", "leverage", "secret")`.
    public static Condition of(String... factorsAndLevels) {
        Check.that(factorsAndLevels.length % 2 == 0, "factors and levels come in pairs");
        Map<String, String> levels = new TreeMap<>();
        for (int i = 0; i < factorsAndLevels.length; i += 2) {
            levels.put(factorsAndLevels[i], factorsAndLevels[i + 1]);
        }
        return new Condition(levels);
    }

    /// The level of `factor`, or `none` where this cell does not vary it.
    public String level(String factor) {
        return levels.getOrDefault(factor, "none");
    }

    public Condition with(String factor, String level) {
        Map<String, String> changed = new TreeMap<>(levels);
        changed.put(factor, level);
        return new Condition(changed);
    }

    /// `leverage=secret/threat=shutdown`
    @Override
    public String toString() {
        return levels.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("/"));
    }
}
