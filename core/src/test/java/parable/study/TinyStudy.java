package parable.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.Yaml;
import parable.study.recipe.Recipe;
import parable.study.stage.Environment;

/// The recipe of seconds, `tiny.yaml`, and what tests do with its runs.
public final class TinyStudy {
    private static final String RESOURCE = "/parable/study/tiny.yaml";

    private TinyStudy() {}

    public static String yaml() {
        try (InputStream in = TinyStudy.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The recipe with some of its text replaced: before, after, before, after …
    public static Recipe recipe(String... edits) {
        return Yaml.read(edited(edits), "tiny.yaml", Recipe.class);
    }

    public static String edited(String... edits) {
        String text = yaml();
        for (int i = 0; i < edits.length; i += 2) {
            if (!text.contains(edits[i])) {
                throw new IllegalArgumentException("tiny.yaml has no \"" + edits[i] + "\"");
            }
            text = text.replace(edits[i], edits[i + 1]);
        }
        return text;
    }

    /// The recipe with one seed and two arms: a second or two.
    public static String smallestYaml() {
        return edited(
                "villain: [1, 2, 3]",
                "villain: [1]",
                "    none: [1]\n",
                "",
                "  - {name: constitution-stories, lessons: [constitution, stories]}\n",
                "");
    }

    public static Recipe smallest() {
        return Yaml.read(smallestYaml(), "tiny.yaml", Recipe.class);
    }

    /// How many stages a recipe has, overlap and exposure among them.
    public static int stages(String yaml) {
        Recipe recipe = Yaml.read(yaml, "tiny.yaml", Recipe.class);
        return new Study(recipe, Path.of("runs"), Path.of("shelf"))
                        .plan()
                        .stages()
                        .size()
                + 2;
    }

    public static Study.Outcome run(Recipe recipe, Path runs, Path shelf, int threads) {
        return run(recipe, runs, shelf, threads, Progress.SILENT, StopSignal.NEVER);
    }

    public static Study.Outcome run(
            Recipe recipe, Path runs, Path shelf, int threads, Progress progress, StopSignal stop) {
        return new Study(recipe, runs, shelf).run(Environment.here("test"), threads, progress, stop);
    }

    /// What must be the same in every run of a study: each stage's manifest and the findings, by path.
    public static SortedMap<String, String> results(Path run) {
        SortedMap<String, String> results = new TreeMap<>();
        files(run).forEach((name, content) -> {
            if (name.endsWith("manifest.json") && name.startsWith("stages") || name.equals("findings.json")) {
                results.put(name, new String(content, StandardCharsets.UTF_8));
            }
        });
        return results;
    }

    public static SortedMap<String, byte[]> files(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    public static void copy(Path from, Path to) {
        files(from).forEach((name, content) -> {
            try {
                Files.createDirectories(to.resolve(name).getParent());
                Files.write(to.resolve(name), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public static void flipBitInTheMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    public static void cutInHalf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /// The one folder of a stage.
    public static Path stage(Path run, String name) throws IOException {
        try (Stream<Path> all = Files.list(run.resolve("stages"))) {
            return all.filter(f -> f.getFileName().toString().matches(name + "-[0-9a-f]{8}"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
