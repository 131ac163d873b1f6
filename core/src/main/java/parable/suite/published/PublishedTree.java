package parable.suite.published;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.suite.Scenario;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The prompts of an experiment of the published benchmark:
///
/// ```
/// DIR/prompts/{condition}/system_prompt.txt
///                         user_prompt.txt
///                         email_content.txt
///                         metadata.json       optional; says which variant of the prompts it is
/// ```
///
/// Immutable once read.
public final class PublishedTree {
    static final String PROMPTS = "prompts";

    private static final String METADATA = "metadata.json";
    /// Keys of `metadata.json` that change the prompts, and the factors that they become.
    private static final Map<String, String> VARIANTS = Map.of(
            "production_variant", "production-variant",
            "extra_system_instructions", "extra-instructions",
            "alignment_faking", "deployment-notice");

    private final Path folder;
    private final List<PublishedScenario> scenarios;

    private PublishedTree(Path folder, List<PublishedScenario> scenarios) {
        this.folder = folder;
        this.scenarios = List.copyOf(scenarios);
    }

    /// @param folder of one experiment, with `prompts` in it
    /// @throws StudyException CONFIG naming what is missing or wrong
    public static PublishedTree open(Path folder) {
        Path prompts = folder.resolve(PROMPTS);
        if (!Files.isDirectory(prompts)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no folder \"prompts\". A tree of the published benchmark has"
                            + " prompts/CONDITION/system_prompt.txt in it. Name the folder of one experiment, such as"
                            + " results/EXPERIMENT.",
                    folder);
        }
        List<PublishedScenario> scenarios = new ArrayList<>();
        for (Path condition : folders(prompts)) {
            scenarios.add(situation(condition));
        }
        if (scenarios.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is empty. A tree of the published benchmark has a folder there for each condition. Generate the"
                            + " prompts first.",
                    prompts);
        }
        return new PublishedTree(folder, scenarios);
    }

    public Path folder() {
        return folder;
    }

    /// What runs of it are called: letters, digits, '.', '_' and '-'.
    public String suite() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return "published-" + (name == null ? "tree" : name.toString().replaceAll("[^A-Za-z0-9._-]+", "-"));
    }

    /// In the order of the conditions' names.
    public List<Scenario> situations() {
        return List.copyOf(scenarios);
    }

    /// Those of the named conditions, in the given order.
    ///
    /// @throws StudyException CONFIG when there is no such condition
    public List<Scenario> situations(List<String> conditions) {
        return conditions.stream().map(this::situation).toList();
    }

    private Scenario situation(String condition) {
        List<String> known = scenarios.stream().map(PublishedScenario::id).toList();
        return scenarios.stream()
                .filter(s -> s.id().equals(condition))
                .findFirst()
                .orElseThrow(() -> new StudyException(
                        Category.CONFIG,
                        "%s has no condition \"%s\" among its %d. Did you mean \"%s\"?",
                        folder.resolve(PROMPTS),
                        condition,
                        known.size(),
                        Nearest.to(condition, known).orElseThrow()));
    }

    private static PublishedScenario situation(Path folder) {
        PublishedCell cell = PublishedCell.of(String.valueOf(folder.getFileName()));
        for (Map.Entry<String, JsonNode> entry : metadata(folder).properties()) {
            if (VARIANTS.containsKey(entry.getKey())) {
                cell = cell.with(VARIANTS.get(entry.getKey()), level(entry.getValue()));
            }
        }
        return new PublishedScenario(
                cell,
                text(folder.resolve("system_prompt.txt")),
                text(folder.resolve("user_prompt.txt")),
                text(folder.resolve("email_content.txt")));
    }

    /// Texts there are variants too, whatever they say.
    private static String level(JsonNode value) {
        boolean set = value.isBoolean()
                ? value.booleanValue()
                : !value.isNull() && !value.asString("").isBlank();
        return set ? "yes" : "no";
    }

    private static JsonNode metadata(Path folder) {
        Path file = folder.resolve(METADATA);
        if (!Files.exists(file)) {
            return Json.mapper().createObjectNode();
        }
        try {
            return Json.mapper().readTree(text(file));
        } catch (JacksonException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "%s is no JSON (%s). It says which variant of the prompts this is. Fix it or remove it.",
                    file,
                    Json.fault(e));
        }
    }

    private static String text(Path file) {
        try {
            return WholeText.of(file, WholeText.WRITTEN);
        } catch (NoSuchFileException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "%s is missing. A condition has system_prompt.txt, user_prompt.txt and email_content.txt. Generate the"
                            + " prompts again or move the folder away.",
                    file);
        } catch (CharacterCodingException e) {
            throw new StudyException(
                    Category.CONFIG, e, "%s is not UTF-8. Prompts are text in UTF-8. Convert it.", file);
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "%s cannot be read (%s). Check its rights.", file, e);
        }
    }

    /// Folders in `parent` by name, without hidden ones.
    public static List<Path> folders(Path parent) {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory)
                    .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "%s cannot be read (%s). Check its rights.", parent, e);
        }
    }
}
