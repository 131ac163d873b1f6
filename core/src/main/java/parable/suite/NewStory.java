package parable.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Stories to begin with, each with a canary of its own.
public final class NewStory {
    private static final String ROOT = "/parable/new-scenario/";
    private static final List<String> FILES = List.of(
            ScenarioTemplates.STORY,
            "system.md",
            "mail.md",
            "documents.md",
            "people.md",
            ScenarioTemplates.TOOLS,
            "script.yaml");

    private NewStory() {}

    /// @param folder that is not there yet, or empty
    /// @return the files written
    public static List<Path> ofFolder(Path folder) {
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw taken(folder);
        }
        String canary = canary();
        List<Path> written = new ArrayList<>();
        for (String file : FILES) {
            written.add(write(folder.resolve(file), file, canary, folder));
        }
        return written;
    }

    /// @param file that is not there yet
    /// @return the story and its script
    public static List<Path> ofOneFile(Path file) {
        if (!file.toString().endsWith(".yaml")) {
            throw new StudyException(
                    Category.CONFIG, "%s does not end in .yaml. A short story is one YAML file. Name it so.", file);
        }
        Path script = OwnStories.script(file);
        for (Path wanted : List.of(file, script)) {
            if (Files.exists(wanted)) {
                throw taken(wanted);
            }
        }
        String canary = canary();
        return List.of(write(file, "short.yaml", canary, file), write(script, "short.script.yaml", canary, file));
    }

    private static boolean isEmptyFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StudyException taken(Path place) {
        return new StudyException(
                Category.CONFIG, "%s is there already, and nothing in it was touched. Choose another name.", place);
    }

    private static String canary() {
        return "parable-canary " + UUID.randomUUID();
    }

    private static Path write(Path to, String from, String canary, Path story) {
        String text = ScenarioTemplates.resource(ROOT + from)
                .replace("CANARY", canary)
                .replace("FAMILY", family(story))
                .replace("FOLDER", story.toString())
                .replace("FILE", story.toString());
        try {
            Path parent = to.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.writeString(to, text);
        } catch (IOException e) {
            throw new StudyException(
                    Category.STORAGE,
                    e,
                    "%s could not be written (%s). Check the folder's rights and the space on its disk.",
                    to,
                    e.getClass().getSimpleName());
        }
    }

    /// The name of the place in the letters that a family may have.
    private static String family(Path story) {
        String name = String.valueOf(story.toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.yaml$", "")
                .replaceAll("[^a-z]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.isEmpty() || ScenarioTemplates.SHIPPED.contains(name) ? "my-story" : name;
    }
}
