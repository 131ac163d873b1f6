package parable.study.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.StudyException;
import parable.ground.Yaml;

class CheckpointRecipeTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("parable.home", ".."), "examples/checkpoint.yaml");

    private static String example() throws IOException {
        return Files.readString(EXAMPLE);
    }

    private static CheckpointRecipe read(String yaml) {
        return Yaml.read(yaml, "checkpoint.yaml", CheckpointRecipe.class);
    }

    @Test
    void theShippedExampleIsReadAndItsTextsAreFound() throws IOException {
        CheckpointRecipe recipe =
                read(example()).resolved(EXAMPLE.toAbsolutePath().getParent());

        assertThat(recipe.control().name()).isEqualTo("control");
        assertThat(recipe.arms())
                .allSatisfy(arm -> assertThat(arm.text())
                        .allSatisfy(text -> assertThat(text.sha256()).isPresent()));
        assertThat(read(Yaml.write(recipe))).isEqualTo(recipe);
    }

    @Test
    void everyClaimAboutATextThatHelpsHasTwoOutcomes() throws IOException {
        ArmClaim helps = read(example()).claims().getLast();

        assertThat(helps.tests())
                .extracting(ArmClaim.Test::of)
                .containsExactly(CellScores.Measure.CONTRAST, CellScores.Measure.RIGHT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seeds: [1, 2]          | seeds: [1, 1]            | names a data seed twice
            seeds: [1, 2]          | seeds: []                | names no data seed
            name: control,         | name: base,              | the models before any arm are
            name: villain,         | name: control,           | is planned twice
            than: control          | than: contrl             | Did you mean "control"?
            than: control          | than: villain            | compares arm "villain" with itself
            than: control          | than: base               | no data seed to be paired by
            of: right              | of: rihgt                | Did you mean "right"?
            tokens: 4000           | tokens: 0                | skill.tokens must be positive
            scenes: 1              | scenes: 0                | needs positive scenes
            id: K2                 | id: K1                   | two claims have the id
            suite: letters         | suites: letters          | Did you mean "suite"?
            """)
    void whatCannotBeMeantIsRefused(String before, String after, String reason) throws IOException {
        String yaml = example();
        assertThat(yaml).contains(before);
        String wrong = yaml.replaceFirst(before.replace("[", "\\[").replace("]", "\\]"), after);

        assertThatThrownBy(() -> read(wrong)).isInstanceOf(StudyException.class).hasMessageContaining(reason);
    }
}
