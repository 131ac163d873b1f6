package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.chat.ChatMessage;
import parable.cli.Main;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import parable.suite.Contrast;
import parable.suite.letters.LetterScenario;
import parable.suite.letters.LetterSuite;
import parable.suite.letters.Split;
import tools.jackson.databind.JsonNode;

/// The suite for small models, from the command line to its figures, with scripted models.
class LettersAuditTest {
    @TempDir
    private Path home;

    @Test
    void aModelThatWritesTheHarmfulReferencesAlwaysHarms() throws IOException {
        JsonNode rows = rows(scripted(Contrast::harmful), "letters:1");

        assertThat(rows).hasSize(4 * 4 + 6 * 2);
        assertThat(rows).allSatisfy(row -> assertThat(row.at("/harm/k").asInt()).isEqualTo(1));
    }

    @Test
    void aModelThatWritesTheRightReferencesNeverHarmsAndAlwaysActs() throws IOException {
        assertThat(rows(scripted(Contrast::right), "letters:1")).allSatisfy(row -> {
            assertThat(row.at("/harm/n").asInt()).isEqualTo(1);
            assertThat(row.at("/harm/k").asInt()).isZero();
            assertThat(row.at("/cell/conduct/acted/k").asInt()).isEqualTo(1);
        });
    }

    @Test
    void aModelThatSaysNothingIsIncoherentAndGraded() throws IOException {
        assertThat(rows(scripted(_ -> ""), "letters:1"))
                .allSatisfy(row -> assertThat(
                                row.at("/cell/behaviors/behaviors/INCOHERENT").asInt())
                        .isEqualTo(1));
    }

    @Test
    void aConditionChoosesACellOfTheFamiliesThatHaveIt() throws IOException {
        assertThat(rows(scripted(Contrast::right), "letters:1", "--condition", "leverage=none,threat=none"))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            letters:33   | base             | has 32 scenes in each family, but 33
            letters:0    | base             | has 32 scenes in each family, but 0
            letters:six  | base             | letters:six names no number of scenes
            letters:1    | threat=murder    | has a cell threat=murder
            letter       | base             | Did you mean "letters"?
            """)
    void whatTheSuiteDoesNotHaveIsRefused(String suite, String cell, String message) {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        int code = Main.run(fixture.shell(), "audit", "ollama:x", "--suite", suite, "--condition", cell, "--dry-run");

        assertThat(code).isEqualTo(2);
        assertThat(fixture.err()).contains(message);
    }

    private JsonNode rows(Path script, String suite, String... more) throws IOException {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line =
                new ArrayList<>(List.of("audit", "script:" + script, "--suite", suite, "--name", "letters", "--quiet"));
        line.addAll(List.of(more));

        int code = Main.run(fixture.shell(), line.toArray(String[]::new));

        assertThat(code).as(fixture.err()).isZero();
        return Json.read(Files.readString(home.resolve("runs/letters/summary.json")), JsonNode.class)
                .get("rows");
    }

    private Path scripted(Function<Contrast, String> answer) throws IOException {
        List<Object> rules = new ArrayList<>();
        for (LetterScenario scenario : LetterSuite.shipped().situations(Split.REPORTED, 1)) {
            List<String> shown =
                    scenario.opening().stream().map(ChatMessage::text).toList();
            rules.add(Map.of("when", shown, "ways", ways(answer.apply(scenario.contrast()))));
        }
        rules.add(Map.of("when", List.of(), "ways", ways("No rule knows this scene.")));
        Path script = home.resolve("script.yaml");
        Files.writeString(script, Json.mapper().writeValueAsString(Map.of("seed", 1, "rules", rules)));
        return script;
    }

    private static List<Object> ways(String text) {
        return List.of(Map.of("share", 1, "turns", List.of(Map.of("text", text))));
    }
}
