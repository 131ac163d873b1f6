package parable.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.ground.Yaml;
import parable.scenario.Condition;

/// Where stories are found: those that are shipped, and folders of one's own.
public final class ScenarioTemplates {
    /// Families that are shipped, each with one story, in the order in which reports show them. A name that
    /// continues another is a second plot of it.
    public static final List<String> SHIPPED = List.of(
            "blackmail",
            "blackmail-playhouse",
            "leak",
            "leak-seed",
            "lethal-inaction",
            "lethal-inaction-silo",
            "sabotage",
            "sabotage-hatchery",
            "exfiltration",
            "exfiltration-observatory",
            "framing",
            "framing-harbor",
            "failed-task",
            "failed-task-german",
            "oversight",
            "oversight-grants",
            "evaluation",
            "evaluation-avalanche",
            "courage",
            "courage-milk");

    /// The file that makes a folder a story.
    public static final String STORY = "story.yaml";

    /// Tools that the story declares; may be missing.
    static final String TOOLS = "tools.yaml";

    private static final String ROOT = "/parable/scenarios/";

    /// Shipped stories never change while the program runs, and to check one takes a second.
    private static final Map<String, ScenarioTemplate> READ = new ConcurrentHashMap<>();

    private ScenarioTemplates() {}

    public static List<ScenarioTemplate> shipped() {
        return SHIPPED.stream().map(ScenarioTemplates::shipped).toList();
    }

    /// @throws StudyException when no such family is shipped
    public static ScenarioTemplate shipped(String family) {
        if (!SHIPPED.contains(family)) {
            throw new StudyException(
                    Category.CONFIG,
                    "There is no family \"%s\". Shipped are %s. Did you mean \"%s\"?",
                    family,
                    String.join(", ", SHIPPED),
                    Nearest.to(family, SHIPPED).orElseThrow());
        }
        return READ.computeIfAbsent(family, name -> read(name, new Shipped(ROOT + name + "/")));
    }

    /// Reads a story of one's own.
    ///
    /// @param folder with `story.yaml`, `system.md`, `mail.md`, `documents.md` and perhaps `people.md`
    public static ScenarioTemplate read(Path folder) {
        return read(folder.toString(), new OnDisk(folder));
    }

    /// Reads a story from a single file.
    ///
    /// @param file as [ShortStory] describes it
    public static ScenarioTemplate readShort(Path file) {
        String text = OnDisk.text(file);
        ShortStory story = Yaml.read(text, file.toString(), ShortStory.class);
        return checked(story.template(new Origin(file.toString(), text)));
    }

    /// Every pair of levels is put together once, so that a broken part shows before anything is paid for.
    private static ScenarioTemplate read(String name, TemplateSource source) {
        String text = source.text(STORY);
        TemplateFile file = Yaml.read(text, name + "/" + STORY, TemplateFile.class);
        Origin origin = new Origin(name + "/" + STORY, text);
        String canary = file.about().canary();
        return checked(new ScenarioTemplate(
                origin, file, TemplateTexts.read(name, source, canary, origin), tools(name, source, canary, origin)));
    }

    /// @param story whose tools they are
    private static OwnTools tools(String name, TemplateSource source, String canary, Origin story) {
        Optional<String> text = source.optional(TOOLS);
        if (text.isEmpty()) {
            return new OwnTools(story, "", List.of());
        }
        String file = name + "/" + TOOLS;
        ToolsFile read = Yaml.read(text.get(), file, ToolsFile.class);
        Origin origin = new Origin(file, text.get());
        if (!read.canary().equals(canary)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: canary is \"%s\", but the story's is \"%s\". All files of a story have the same. Correct it.",
                    origin.of("/canary"),
                    read.canary(),
                    canary);
        }
        return new OwnTools(origin, "/tools", read.tools());
    }

    private static ScenarioTemplate checked(ScenarioTemplate story) {
        pairs(story).forEach(story::scenario);
        story.texts().checkAllUsed();
        return story;
    }

    private static Set<Condition> pairs(ScenarioTemplate story) {
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

    static String text(Path file) {
        return OnDisk.text(file);
    }

    public static String resource(String path) {
        return found(path).orElseThrow(() -> new IllegalStateException("the program was built without " + path));
    }

    private static Optional<String> found(String path) {
        try (InputStream in = ScenarioTemplates.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Shipped(String root) implements TemplateSource {
        @Override
        public String text(String file) {
            return resource(root + file);
        }

        @Override
        public Optional<String> optional(String file) {
            return found(root + file);
        }
    }

    private record OnDisk(Path folder) implements TemplateSource {
        @Override
        public String text(String file) {
            return text(folder.resolve(file));
        }

        static String text(Path file) {
            try {
                return WholeText.of(file, WholeText.WRITTEN);
            } catch (NoSuchFileException e) {
                throw new StudyException(
                        Category.CONFIG,
                        e,
                        "%s is missing. A story is a folder with story.yaml, system.md, mail.md and documents.md, or one YAML"
                                + " file of the short form. Add the file.",
                        file);
            } catch (IOException e) {
                throw new StudyException(
                        Category.STORAGE,
                        e,
                        "%s cannot be read: %s. A story's files are UTF-8 texts. Correct it.",
                        file,
                        WholeText.fault(e));
            }
        }

        @Override
        public Optional<String> optional(String file) {
            return Files.exists(folder.resolve(file)) ? Optional.of(text(file)) : Optional.empty();
        }
    }
}
