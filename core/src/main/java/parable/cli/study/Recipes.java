package parable.cli.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.WholeText;
import parable.ground.Yaml;
import parable.study.checkpoint.CheckpointRecipe;
import parable.study.recipe.Recipe;
import tools.jackson.databind.JsonNode;

/// Recipes as a command line names them: shipped ones by name, others by file.
final class Recipes {
    private static final List<String> SHIPPED =
            List.of("quick", "reasons", "two", "derive", "watch", "classic", "full");

    private Recipes() {}

    /// @throws StudyException of category CONFIG when there is no such recipe, or it cannot be read
    static Recipe named(String recipe) {
        return SHIPPED.contains(recipe) ? shipped(recipe) : file(Path.of(recipe));
    }

    /// The recipe of a study of open weights, where the file is one: it has a `base` at its top.
    static Optional<CheckpointRecipe> checkpoint(String recipe) {
        Path file = Path.of(recipe);
        if (SHIPPED.contains(recipe) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text = text(file);
        return Yaml.read(text, recipe, JsonNode.class).has("base")
                ? Optional.of(Yaml.read(text, recipe, CheckpointRecipe.class).resolved(folder(file)))
                : Optional.empty();
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }

    private static Recipe shipped(String recipe) {
        String resource = "/parable/study/" + recipe + ".yaml";
        try (InputStream in = Recipes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the recipe " + resource + " is missing from this build");
            }
            return Yaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), recipe, Recipe.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recipe file(Path file) {
        return Yaml.read(text(file), file.toString(), Recipe.class).resolved(folder(file));
    }

    private static String text(Path file) {
        try {
            return WholeText.of(file, WholeText.WRITTEN);
        } catch (NoSuchFileException e) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    e,
                    "There is no recipe or file \"%s\". Shipped recipes: %s. Did you mean \"%s\"?",
                    file,
                    String.join(", ", SHIPPED),
                    Nearest.to(file.toString(), SHIPPED).orElseThrow());
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    e,
                    "The recipe file %s could not be read (%s). It must be a YAML text in UTF-8 that you may read.",
                    file,
                    e.getClass().getSimpleName());
        }
    }
}
