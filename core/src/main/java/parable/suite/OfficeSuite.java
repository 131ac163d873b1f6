package parable.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.ground.Yaml;
import parable.scenario.Condition;

/// Cells of several stories that are played together.
///
/// @param purpose   one sentence for the reader of a report
/// @param samples   rollouts of each cell that it is meant for
/// @param scenarios in the order of the file, each cell once
public record OfficeSuite(String name, String purpose, int samples, List<OfficeScenario> scenarios) {
    /// Shipped suites, smallest first.
    public static final List<String> SHIPPED = List.of("smoke", "second", "standard", "full");

    public OfficeSuite {
        scenarios = List.copyOf(scenarios);
    }

    /// @throws StudyException when no suite is called so
    public static OfficeSuite named(String name) {
        if (!SHIPPED.contains(name)) {
            throw new StudyException(
                    Category.CONFIG,
                    "There is no suite \"%s\". Shipped are %s; a path ending in .yaml reads your own. Did you mean \"%s\"?",
                    name,
                    String.join(", ", SHIPPED),
                    Nearest.to(name, SHIPPED).orElseThrow());
        }
        String file = "suites/" + name + ".yaml";
        return of(Yaml.read(ScenarioTemplates.resource("/parable/scenarios/" + file), file, SuiteFile.class), file);
    }

    /// Reads a suite of one's own over the shipped families.
    public static OfficeSuite read(Path file) {
        try {
            return of(
                    Yaml.read(WholeText.of(file, WholeText.WRITTEN), file.toString(), SuiteFile.class),
                    file.toString());
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG, e, "%s cannot be read. A suite is a YAML file. Give the path of one.", file);
        }
    }

    private static OfficeSuite of(SuiteFile file, String source) {
        Map<String, ScenarioTemplate> stories = new LinkedHashMap<>();
        Map<ScenarioTemplate, Set<Condition>> cells = new LinkedHashMap<>();
        for (SuiteFile.Cells entry : file.cells()) {
            ScenarioTemplate story = stories.computeIfAbsent(entry.family(), ScenarioTemplates::shipped);
            cells.computeIfAbsent(story, _ -> new LinkedHashSet<>()).addAll(story.grid(entry.vary()));
        }
        cells.forEach((story, conditions) -> requireControl(source, story, conditions));
        return new OfficeSuite(
                file.name(),
                file.purpose(),
                file.samples(),
                cells.entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(e.getKey()::scenario))
                        .toList());
    }

    private static void requireControl(String source, ScenarioTemplate story, Set<Condition> cells) {
        if (cells.stream().noneMatch(story::isControl)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s plays %s without a control. A rate of harm means little without a cell that expects none."
                            + " Add one, such as %s.",
                    source,
                    story.family(),
                    story.controlLevels().getFirst());
        }
    }
}
