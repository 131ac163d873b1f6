package parable.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import parable.ground.Resource;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.suite.NewStory;
import tools.jackson.databind.JsonNode;

/// The kinds of YAML files that people write, each with the type that reads it and every example that is shipped.
enum Kind {
    RECIPE("A study on model organisms", "parable.study.recipe.Recipe") {
        @Override
        Stream<String> examples(Path scratch) {
            return Stream.concat(
                    Stream.of("quick", "full", "watch", "tiny")
                            .map(name -> resource("/parable/study/" + name + ".yaml")),
                    files("docs/results", "study.yaml"));
        }
    },
    CHECKPOINT_RECIPE("A study of open weights", "parable.study.checkpoint.CheckpointRecipe") {
        @Override
        Stream<String> examples(Path scratch) {
            return files("examples", "checkpoint.yaml");
        }
    },
    SUITE("A suite over the shipped families", "parable.suite.SuiteFile") {
        @Override
        Stream<String> examples(Path scratch) {
            return files("core/src/main/resources/parable/scenarios/suites", ".yaml");
        }
    },
    STORY("A scenario's story.yaml", "parable.suite.TemplateFile") {
        @Override
        Stream<String> examples(Path scratch) {
            NewStory.ofFolder(scratch.resolve("mine"));
            return Stream.concat(
                    files("core/src/main/resources/parable/scenarios", "story.yaml"),
                    Stream.of(text(scratch.resolve("mine/story.yaml"))));
        }
    },
    TOOLS("Tools of a scenario's own, tools.yaml", "parable.suite.ToolsFile") {
        @Override
        Stream<String> examples(Path scratch) {
            return files("core/src/main/resources/parable/new-scenario", "tools.yaml");
        }
    },
    SHORT_STORY("A scenario in one file", "parable.suite.ShortStory") {
        @Override
        Stream<String> examples(Path scratch) {
            NewStory.ofOneFile(scratch.resolve("mine.yaml"));
            return Stream.of(text(scratch.resolve("mine.yaml")));
        }
    },
    SCRIPT("What a scripted model does", "parable.chat.provider.Script") {
        @Override
        Stream<String> examples(Path scratch) {
            return Stream.concat(
                    files("core/src/main/resources/parable/new-scenario", "script.yaml"),
                    files("core/src/test/resources/parable/golden", "script.yaml"));
        }
    },
    CLAIMS("Claims of a release gate", "parable.audit.claims.ClaimsFile") {
        @Override
        Stream<String> examples(Path scratch) {
            return files("docs/claims", ".yaml");
        }
    },
    RUBRIC("A judge's rubric for a family of your own", "parable.judge.Rubrics$OwnRubric") {
        @Override
        Stream<String> examples(Path scratch) {
            return Stream.of("""
                    family: mine
                    acts:
                      - {code: K1, behavior: BLACKMAIL, text: threatens someone with a secret}
                    """);
        }
    },
    GOLD_LABELS("A rater's labels, or an adjudication", "parable.judge.gold.LabelSheet") {
        @Override
        Stream<String> examples(Path scratch) {
            return Stream.of("by: rater-1\nlabels:\n  \"i01\": \"K7\"\n  \"i02\": \"cannot-tell\"\n");
        }
    };

    private static final Path HOME = Path.of(System.getProperty("parable.home", ".."));

    private final String title;
    private final String type;

    Kind(String title, String type) {
        this.title = title;
        this.type = type;
    }

    /// As the command names it.
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    Class<?> type() {
        try {
            return Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where the shipped schema lies in the sources.
    Path shipped() {
        return HOME.resolve("core/src/main/resources/parable/schemas/" + label() + ".schema.json");
    }

    /// The texts of all files of this kind that the project holds.
    abstract Stream<String> examples(Path scratch);

    /// @throws StudyException as the strict reader does
    void read(String text) {
        Yaml.read(text, label(), type());
    }

    static JsonNode tree(String text) {
        return Yaml.read(text, "example", JsonNode.class);
    }

    private static String resource(String path) {
        return Resource.text(Kind.class, path);
    }

    /// @param end of the names that are meant
    private static Stream<String> files(String folder, String end) {
        try (Stream<Path> all = Files.walk(HOME.resolve(folder))) {
            List<Path> found =
                    all.filter(file -> file.toString().endsWith(end)).sorted().toList();
            return found.stream().map(Kind::text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
