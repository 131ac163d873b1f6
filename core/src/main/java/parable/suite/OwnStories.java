package parable.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Yaml;
import tools.jackson.databind.node.ObjectNode;

/// Stories of one's own by a path: a story's folder, a file of the short form, or a folder that holds several of them.
public final class OwnStories {
    /// What the name of a script ends in, so that it is not taken for a story.
    private static final String SCRIPT = "script.yaml";

    private OwnStories() {}

    /// @return at least one, each of a family of its own
    /// @throws StudyException naming the file and line of what is wrong
    public static List<ScenarioTemplate> read(Path place) {
        List<Path> found = places(place);
        if (found.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no story. A story is a folder with story.yaml, or a YAML file of the short form. `parable"
                            + " scenario new FOLDER` writes one.",
                    place);
        }
        Map<String, Path> families = new HashMap<>();
        return found.stream().map(path -> story(path, families)).toList();
    }

    /// Where the stories of a folder lie, by name.
    public static List<Path> places(Path place) {
        if (!Files.isDirectory(place) || Files.exists(place.resolve(ScenarioTemplates.STORY))) {
            return List.of(place);
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.filter(OwnStories::isStory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStory(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isDirectory(path)
                ? Files.exists(path.resolve(ScenarioTemplates.STORY))
                : name.endsWith(".yaml") && !name.endsWith(SCRIPT);
    }

    private static ScenarioTemplate story(Path path, Map<String, Path> families) {
        ScenarioTemplate story =
                Files.isDirectory(path) ? ScenarioTemplates.read(path) : ScenarioTemplates.readShort(path);
        Path other = families.putIfAbsent(story.family(), path);
        if (other != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s and %s both have the family \"%s\". Tables tell stories apart by it. Give one of them another.",
                    other,
                    path,
                    story.family());
        }
        return story;
    }

    /// The story's folder where the file in it was named.
    public static Path named(Path place) {
        if (!place.endsWith(ScenarioTemplates.STORY) || isShort(place)) {
            return place;
        }
        Path parent = place.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /// Whether a YAML file holds a story of the short form rather than a suite over the shipped families.
    public static boolean isShort(Path file) {
        ObjectNode keys = Yaml.read(ScenarioTemplates.text(file), file.toString(), ObjectNode.class);
        return Stream.of("situation", "mails").anyMatch(keys::has);
    }

    /// The script that lies with a story: `script.yaml` in its folder, `NAME.script.yaml` next to `NAME.yaml`.
    public static Path script(Path place) {
        String name = String.valueOf(place.getFileName());
        return Files.isDirectory(place)
                ? place.resolve(SCRIPT)
                : place.resolveSibling(name.replaceFirst("\\.ya?ml$", "") + "." + SCRIPT);
    }
}
