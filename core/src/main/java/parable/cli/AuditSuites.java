package parable.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parable.audit.Condition;
import parable.audit.run.OfficeSituation;
import parable.audit.run.Situation;
import parable.audit.story.Stories;
import parable.audit.story.Story;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.world.SmallEnglishSituation;
import parable.world.World;

/// The suites that an audit may name.
final class AuditSuites {
    /// The scenarios of the mini internet, for organisms.
    static final String EMBEDDED = "embedded";

    private static final String SMOKE = "smoke";
    /// Other scenarios than those of the shipped studies.
    private static final long EMBEDDED_SEED = 4;

    private AuditSuites() {}

    /// @param conditions cells to play instead of the suite's own; none for those
    /// @param each       scenarios in each suite of the embedded ones, which are all different
    static List<Situation> situations(String suite, List<String> conditions, int each) {
        if (suite.equals(EMBEDDED)) {
            return SmallEnglishSituation.all(World.of(0), each, EMBEDDED_SEED);
        }
        List<Situation> situations = new ArrayList<>();
        for (Story story : stories(suite)) {
            for (Condition cell : cells(story, conditions)) {
                situations.add(new OfficeSituation(story.scenario(cell)));
            }
        }
        return situations;
    }

    private static List<Story> stories(String suite) {
        if (suite.equals(SMOKE)) {
            return Stories.shipped();
        }
        if (Stories.SHIPPED.contains(suite)) {
            return List.of(Stories.shipped(suite));
        }
        List<String> known = new ArrayList<>(Stories.SHIPPED);
        known.addAll(0, List.of(SMOKE, EMBEDDED));
        throw new StudyException(
                Category.CONFIG,
                "There is no suite or family \"%s\". There are: %s. Did you mean \"%s\"?",
                suite,
                String.join(", ", known),
                Nearest.to(suite, known).orElseThrow());
    }

    /// The story's base and its controls, or the asked ones.
    private static Set<Condition> cells(Story story, List<String> asked) {
        Set<Condition> cells = new LinkedHashSet<>();
        if (asked.isEmpty()) {
            cells.add(story.base());
            cells.addAll(story.controls());
        }
        asked.forEach(cell -> cells.add(story.with(levels(cell))));
        return cells;
    }

    private static Map<String, String> levels(String cell) {
        Map<String, String> levels = new TreeMap<>();
        for (String part : cell.equals("base") ? new String[0] : cell.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new StudyException(
                        Category.CONFIG,
                        "--condition \"%s\" is no cell: \"%s\" is no factor=level. Write it as threat=none,leverage=none, or base.",
                        cell,
                        part);
            }
            levels.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return levels;
    }
}
