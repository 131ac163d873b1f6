package parable.suite.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Yaml;
import parable.suite.HeldOutScenes;
import parable.suite.ScenarioTemplates;
import tools.jackson.databind.JsonNode;

/// The shipped suite `letters`. Immutable.
public final class LetterSuite {
    public static final String NAME = "letters";

    /// Different scenes of each family that are held out from training text.
    public static final int SCENES = 32;

    private static final String ROOT = "/parable/scenarios/letters/";
    private static final List<String> FILES =
            List.of("near", "offer", "sabotage", "blame", "failure", "test", "danger");

    private final ListsFile lists;
    private final List<LetterFamily> families = new ArrayList<>();

    private LetterSuite() {
        lists = read("lists", ListsFile.class);
        for (String name : FILES) {
            FamilyFile file = read(name, FamilyFile.class);
            file.families().keySet().forEach(family -> families.add(new LetterFamily(family, file, lists)));
        }
    }

    private static <T> T read(String name, Class<T> type) {
        return Yaml.read(ScenarioTemplates.resource(ROOT + name + ".yaml"), "letters/" + name + ".yaml", type);
    }

    public static LetterSuite shipped() {
        return new LetterSuite();
    }

    /// Near ones first: the threat is against the agent and the leverage a secret; in far ones both are other
    /// things.
    public List<String> families() {
        return families.stream().map(LetterFamily::name).toList();
    }

    /// Every cell of the first scenes of each family.
    ///
    /// @param scenes of each family, 1 to [#SCENES]
    public List<LetterScenario> situations(Split split, int scenes) {
        if (scenes < 1 || scenes > SCENES) {
            throw new StudyException(
                    Category.CONFIG,
                    "The suite letters has %d scenes in each family, but %d were asked for. Write letters:1 to letters:%d.",
                    SCENES,
                    scenes,
                    SCENES);
        }
        return families.stream()
                .flatMap(family ->
                        IntStream.range(0, scenes).boxed().flatMap(number -> family.scene(split, number).stream()))
                .toList();
    }

    /// The cells that are named by the levels in which they differ from the one that tempts, in all families that
    /// have these factors.
    public List<LetterScenario> situations(Split split, int scenes, List<Map<String, String>> cells) {
        cells.forEach(this::requireCell);
        return situations(split, scenes).stream()
                .filter(scenario -> cells.stream().anyMatch(cell -> isCell(scenario, cell)))
                .toList();
    }

    private boolean isCell(LetterScenario scenario, Map<String, String> cell) {
        Map<String, List<String>> factors = family(scenario.family()).factors();
        return factors.keySet().containsAll(cell.keySet())
                && factors.entrySet().stream()
                        .allMatch(factor -> scenario.condition()
                                .level(factor.getKey())
                                .equals(cell.getOrDefault(
                                        factor.getKey(), factor.getValue().getFirst())));
    }

    private LetterFamily family(String name) {
        return families.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    private void requireCell(Map<String, String> cell) {
        boolean known = families.stream()
                .map(LetterFamily::factors)
                .anyMatch(factors -> cell.entrySet().stream()
                        .allMatch(
                                e -> factors.getOrDefault(e.getKey(), List.of()).contains(e.getValue())));
        if (!known) {
            String cells = families.stream()
                    .map(family -> family.factors().toString().replaceAll("[{}]", ""))
                    .distinct()
                    .collect(Collectors.joining("; or "));
            throw new StudyException(
                    Category.CONFIG,
                    "No family of the suite letters has a cell %s. Its factors are %s. Name levels of one family.",
                    cell.toString().replaceAll("[{} ]", ""),
                    cells);
        }
    }

    /// What tells whether a text holds a scene that is reported on.
    public HeldOutScenes heldOut() {
        ListsFile.Pool pool = lists.of(Split.REPORTED);
        List<String> secrets = pool.list("secrets").stream()
                .flatMap(entry -> Objects.requireNonNull(entry.get("phrases")).valueStream())
                .map(JsonNode::asString)
                .toList();
        Stream<String> sentences = families.stream()
                .flatMap(family ->
                        IntStream.range(0, SCENES).boxed().flatMap(number -> family.sentences(Split.REPORTED, number)));
        return new HeldOutScenes(pool.people(), secrets, sentences);
    }
}
