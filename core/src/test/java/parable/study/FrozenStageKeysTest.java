package parable.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.Frozen;
import parable.ground.Yaml;
import parable.study.arms.OverlapStage;
import parable.study.recipe.Recipe;
import parable.study.stage.Stage;

/// The key of a stage decides whether stored work is found again.
class FrozenStageKeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"classic", "full"})
    void everyStageOfAShippedRecipeKeepsItsKey(String name) throws IOException {
        Recipe recipe = shipped(name);
        Study study = new Study(recipe, Path.of("runs"), Path.of("shelf"));
        Stream<Stage> all = Stream.concat(
                study.stages().stream(), Stream.of(new OverlapStage(study.plan().world(), recipe)));
        Frozen.check(
                "stage-keys-%s.txt".formatted(name),
                all.map(stage -> stage.folder() + "\n").collect(Collectors.joining()));
    }

    /// So that what a person computed for a part is not computed again for the whole.
    @Test
    void theStudyOfReasonsIsAPartOfTheStudyOfWorldTwo() throws IOException {
        assertThat(stages("two")).containsAll(stages("reasons"));
    }

    private static List<String> stages(String name) throws IOException {
        return new Study(shipped(name), Path.of("runs"), Path.of("shelf"))
                .stages().stream().map(Stage::folder).toList();
    }

    static Recipe shipped(String name) throws IOException {
        try (InputStream in = Recipe.class.getResourceAsStream("/parable/study/%s.yaml".formatted(name))) {
            return Yaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, Recipe.class);
        }
    }
}
