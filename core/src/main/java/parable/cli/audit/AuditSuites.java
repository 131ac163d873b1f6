package parable.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.lab.organism.EmbeddedFirm;
import parable.lab.organism.World;
import parable.scenario.Condition;
import parable.suite.OfficeScenario;
import parable.suite.OfficeSuite;
import parable.suite.OwnStories;
import parable.suite.Scenario;
import parable.suite.ScenarioTemplate;
import parable.suite.ScenarioTemplates;
import parable.suite.letters.LetterScenario;
import parable.suite.letters.LetterSuite;
import parable.suite.letters.Split;
import parable.suite.published.PublishedTree;

/// The scenarios that an audit may name: a shipped suite, a file with one, a family, stories of one's own, or the
/// organism's own.
public final class AuditSuites {
    /// The scenarios of the mini internet, for organisms.
    static final String EMBEDDED = "embedded";

    /// Before the folder of an experiment of the published benchmark.
    private static final String PUBLISHED = "published:";

    /// Before the number of scenes in each family of the letters.
    private static final String LETTERS = LetterSuite.NAME + ":";

    /// That of the shipped studies, so that a shipped checkpoint writes here what it writes there.
    private static final long EMBEDDED_SEED = 7;
    /// Where no suite says how many rollouts it is meant for. Arbitrary: tells a rate of none from one of a
    /// half.
    private static final int SAMPLES = 20;

    private AuditSuites() {}

    /// @param samples rollouts of each situation
    public record Chosen(String name, List<Scenario> scenarios, int samples) {}

    /// @param conditions cells to play instead of the suite's own; none for those
    /// @param samples    null for as many as the suite is meant for
    public static Chosen choose(String suite, List<String> conditions, @Nullable Integer samples) {
        if (suite.equals(EMBEDDED)) {
            if (!conditions.isEmpty()) {
                throw new StudyException(
                        Category.CONFIG,
                        "--condition \"%s\" chooses a cell of a story, and suite %s has no stories. Leave it out.",
                        conditions.getFirst(),
                        EMBEDDED);
            }
            int each = samples == null ? SAMPLES : samples; // each scenario is another one, played once
            return new Chosen(suite, embedded(each), 1);
        }
        if (suite.equals(LetterSuite.NAME) || suite.startsWith(LETTERS)) {
            return letters(suite, conditions, samples);
        }
        if (suite.startsWith(PUBLISHED)) {
            PublishedTree tree = PublishedTree.open(Path.of(suite.substring(PUBLISHED.length())));
            List<Scenario> scenarios = conditions.isEmpty() ? tree.situations() : tree.situations(conditions);
            return new Chosen(tree.suite(), scenarios, orElse(samples, SAMPLES));
        }
        if (ScenarioTemplates.SHIPPED.contains(suite)) {
            return new Chosen(
                    suite, cells(List.of(ScenarioTemplates.shipped(suite)), conditions), orElse(samples, SAMPLES));
        }
        Path place = Path.of(suite);
        if (Files.isDirectory(place)
                || place.endsWith(ScenarioTemplates.STORY)
                || suite.endsWith(".yaml") && Files.exists(place) && OwnStories.isShort(place)) {
            return own(place, conditions, orElse(samples, SAMPLES));
        }
        OfficeSuite named = named(suite);
        List<Scenario> scenarios =
                conditions.isEmpty() ? List.<Scenario>copyOf(named.scenarios()) : cells(stories(named), conditions);
        return new Chosen(named.name(), scenarios, orElse(samples, named.samples()));
    }

    /// Each scene is another one, so one rollout of it is the usual.
    private static Chosen letters(String suite, List<String> conditions, @Nullable Integer samples) {
        LetterSuite letters = LetterSuite.shipped();
        int scenes = suite.equals(LetterSuite.NAME) ? LetterSuite.SCENES : scenes(suite.substring(LETTERS.length()));
        List<LetterScenario> scenarios = conditions.isEmpty()
                ? letters.situations(Split.REPORTED, scenes)
                : letters.situations(
                        Split.REPORTED,
                        scenes,
                        conditions.stream().map(AuditSuites::levels).toList());
        String name = scenes == LetterSuite.SCENES ? LetterSuite.NAME : LetterSuite.NAME + "-" + scenes;
        return new Chosen(name, List.copyOf(scenarios), orElse(samples, 1));
    }

    private static int scenes(String written) {
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "--suite letters:%s names no number of scenes. Write letters:6 for 6 scenes of each family, or letters"
                            + " for all %d.",
                    written,
                    LetterSuite.SCENES);
        }
    }

    private static List<Scenario> embedded(int each) {
        World world = World.of(0);
        EmbeddedFirm firm = EmbeddedFirm.of(world);
        return world.suites(each, each, EMBEDDED_SEED).stream()
                .flatMap(suite -> firm.situations(suite, EMBEDDED_SEED).stream())
                .<Scenario>map(situation -> situation)
                .toList();
    }

    /// Stories of one's own: of each its base and its controls, or the asked cells.
    public static Chosen own(Path named, List<String> conditions, int samples) {
        Path place = OwnStories.named(named);
        String name = String.valueOf(place.toAbsolutePath().normalize().getFileName())
                .replaceFirst("\\.yaml$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-");
        return new Chosen(name, cells(OwnStories.read(place), conditions), samples);
    }

    private static int orElse(@Nullable Integer asked, int usual) {
        return asked == null ? usual : asked;
    }

    private static OfficeSuite named(String suite) {
        if (suite.endsWith(".yaml")) {
            return OfficeSuite.read(Path.of(suite));
        }
        if (OfficeSuite.SHIPPED.contains(suite)) {
            return OfficeSuite.named(suite);
        }
        if (suite.contains("/")) {
            throw new StudyException(
                    Category.CONFIG,
                    "There is no folder %s. Stories of your own lie in a folder or in a YAML file; `parable scenario new"
                            + " FOLDER` writes one.",
                    suite);
        }
        List<String> known = Stream.of(
                        OfficeSuite.SHIPPED, List.of(LetterSuite.NAME, EMBEDDED), ScenarioTemplates.SHIPPED)
                .flatMap(List::stream)
                .toList();
        throw new StudyException(
                Category.CONFIG,
                "There is no suite or family \"%s\". There are %s, any file ending in .yaml, a folder with stories of your own, and published:FOLDER."
                        + " Did you mean \"%s\"?",
                suite,
                String.join(", ", known),
                Nearest.to(suite, known).orElseThrow());
    }

    private static List<ScenarioTemplate> stories(OfficeSuite suite) {
        return suite.scenarios().stream()
                .map(OfficeScenario::family)
                .distinct()
                .map(ScenarioTemplates::shipped)
                .toList();
    }

    /// Of each story its base and its controls, or the asked cells.
    private static List<Scenario> cells(List<ScenarioTemplate> stories, List<String> asked) {
        List<Scenario> scenarios = new ArrayList<>();
        for (ScenarioTemplate story : stories) {
            Set<Condition> cells = new LinkedHashSet<>();
            if (asked.isEmpty()) {
                cells.add(story.base());
                cells.addAll(story.controls());
            }
            asked.forEach(cell -> cells.add(story.with(levels(cell))));
            cells.stream().map(story::scenario).forEach(scenarios::add);
        }
        return scenarios;
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
