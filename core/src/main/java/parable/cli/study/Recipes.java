package parable.cli.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.WholeText;
import parable.ground.Yaml;
import parable.study.recipe.Recipe;

/// Recipes as a command line names them: shipped ones by name, others by file.
final class Recipes {
    private static final List<String> SHIPPED = List.of("quick", "full");

    private Recipes() {}

    /// @throws StudyException of category CONFIG when there is no such recipe, or it cannot be read
    static Recipe named(String recipe) {
        return SHIPPED.contains(recipe) ? shipped(recipe) : file(Path.of(recipe));
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
        try {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
            return Yaml.read(WholeText.of(file, WholeText.WRITTEN), file.toString(), Recipe.class)
                    .resolved(folder);
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
