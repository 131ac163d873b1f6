package parable.audit.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parable.audit.Condition;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Yaml;

/// Where stories are found: those that are shipped, and folders of one's own.
public final class Stories {
    /// Families that are shipped, each with one story, in the order in which reports show them.
    public static final List<String> SHIPPED = List.of(
            "blackmail",
            "leak",
            "lethal-inaction",
            "sabotage",
            "exfiltration",
            "framing",
            "failed-task",
            "oversight",
            "evaluation",
            "courage");

    private static final String ROOT = "/parable/scenarios/";

    private Stories() {}

    public static List<Story> shipped() {
        return SHIPPED.stream().map(Stories::shipped).toList();
    }

    /// @throws StudyException when no such family is shipped
    public static Story shipped(String family) {
        if (!SHIPPED.contains(family)) {
            throw new StudyException(
                    Category.CONFIG,
                    "There is no family \"%s\". Shipped are %s. Did you mean \"%s\"?",
                    family,
                    String.join(", ", SHIPPED),
                    Nearest.to(family, SHIPPED).orElseThrow());
        }
        return read(family, file -> resource(ROOT + family + "/" + file));
    }

    /// Reads a story of one's own.
    ///
    /// @param folder with `story.yaml`, `system.md`, `mail.md` and `documents.md`
    public static Story read(Path folder) {
        return read(String.valueOf(folder.getFileName()), file -> onDisk(folder.resolve(file)));
    }

    /// Every pair of levels is put together once, so that a broken part shows before anything is paid for.
    private static Story read(String name, StorySource source) {
        StoryFile file = Yaml.read(source.text("story.yaml"), name + "/story.yaml", StoryFile.class);
        StoryTexts texts = StoryTexts.read(name, source, file.about().canary());
        Story story = new Story(name + "/story.yaml", file, texts);
        pairs(story).forEach(story::scenario);
        texts.checkAllUsed();
        return story;
    }

    private static Set<Condition> pairs(Story story) {
        Set<Condition> cells = new LinkedHashSet<>();
        Map<String, List<String>> factors = story.factors();
        for (String one : factors.keySet()) {
            for (String other : factors.keySet()) {
                Map<String, List<String>> both = new TreeMap<>(Map.of(one, factors.get(one)));
                both.put(other, factors.get(other));
                cells.addAll(story.grid(both));
            }
        }
        return cells;
    }

    static String resource(String path) {
        try (InputStream in = Stories.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String onDisk(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StudyException(
                    Category.STORAGE,
                    e,
                    "%s cannot be read. A story is a folder with story.yaml, system.md, mail.md and documents.md. Add the file.",
                    file);
        }
    }
}
