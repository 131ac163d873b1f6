package parable.suite.published;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;
import parable.suite.ScenarioTemplate;

/// A condition of the published benchmark by its name:
///
/// ```
/// condition := scenario "_" goal-type "-" goal-value "_" urgency [ "_" variant ]
/// scenario  := "blackmail" | "leaking" | "murder"
/// ```
///
/// Goal types there are explicit, none, latent, ambiguous and swap, urgencies replacement, restriction and none;
/// other words are taken as they stand, because users extend the grammar.
///
/// @param name as its folder is called
record PublishedCell(String name, PublishedFamily family, Condition condition) {
    /// Which kind of goal the agent is given.
    static final String GOAL_TYPE = "goal-type";

    static final String GOAL_VALUE = "goal-value";
    /// What follows the three parts of the grammar in the names of extended experiments.
    static final String VARIANT = "variant";

    private static final Pattern NAME = Pattern.compile("([a-z]+)_([a-z]+)-([^_]+)_([^_]+)(?:_(.+))?");

    /// @throws StudyException CONFIG when the grammar does not hold
    static PublishedCell of(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new StudyException(
                    Category.CONFIG,
                    "\"%s\" is no condition of the published benchmark. Conditions are called"
                            + " SCENARIO_GOALTYPE-GOALVALUE_URGENCY, such as blackmail_explicit-america_replacement."
                            + " Rename the folder or move it away.",
                    name);
        }
        Map<String, String> levels = new TreeMap<>();
        levels.put(GOAL_TYPE, parts.group(2));
        levels.put(GOAL_VALUE, parts.group(3));
        levels.put(Condition.THREAT, parts.group(4));
        levels.put(ScenarioTemplate.TOOL_FORM, "text");
        levels.put(ScenarioTemplate.TURNS, "1");
        if (parts.group(5) != null) {
            levels.put(VARIANT, parts.group(5));
        }
        return new PublishedCell(name, PublishedFamily.of(parts.group(1), name), new Condition(levels));
    }

    /// What tables call it: the name without its scenario.
    String label() {
        return name.substring(name.indexOf('_') + 1);
    }

    PublishedCell with(String factor, String level) {
        return new PublishedCell(name, family, condition.with(factor, level));
    }
}
