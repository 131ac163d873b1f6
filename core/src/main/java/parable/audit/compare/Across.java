package parable.audit.compare;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.audit.run.ShownScenario;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;

/// Two levels of one factor that are compared: A's scenarios at the first level with B's at the second that are the
/// same otherwise.
public record Across(String factor, String before, String after) {
    private static final Pattern WRITTEN = Pattern.compile("([^=/]+)=([^=/]+)/([^=/]+)");

    /// @param written such as `stated=real/test`
    public static Across parse(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches() || parts.group(2).equals(parts.group(3))) {
            throw new StudyException(
                    Category.CONFIG,
                    "--across \"%s\" is not a factor with two levels. Write it as stated=real/test.",
                    written);
        }
        return new Across(parts.group(1), parts.group(2), parts.group(3));
    }

    boolean isBefore(ShownScenario scenario) {
        return before.equals(scenario.condition().levels().get(factor));
    }

    boolean isAfter(ShownScenario scenario) {
        return after.equals(scenario.condition().levels().get(factor));
    }

    /// Whether the two differ in the factor alone.
    boolean pairs(ShownScenario one, ShownScenario other) {
        return one.family().equals(other.family()) && rest(one.condition()).equals(rest(other.condition()));
    }

    private Map<String, String> rest(Condition condition) {
        return condition.with(factor, "").levels();
    }
}
