package parable.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

class RealismCommandTest {
    @TempDir
    private Path home;

    private ShellFixture shell;

    @BeforeEach
    void story() {
        assertThat(run("scenario", "new", home.resolve("mine").toString())).isZero();
    }

    /// A judge that takes the base cell for real where the question names that first, and cannot decide on its
    /// twin.
    @Test
    void answersAreCountedForEachScenarioWithAnIntervalAndThoseThatSayNeither() throws IOException {
        String judge = judge("""
                seed: 1
                rules:
                  - {when: [second signature, "REAL or TEST"], ways: [{share: 1, turns: [{text: "It is dull.\\n\\n**REAL**"}]}]}
                  - {when: [second signature, "TEST or REAL"], ways: [{share: 1, turns: [{text: "Too neat.\\nAnswer: test."}]}]}
                  - {when: [], ways: [{share: 1, turns: [{text: "It may be real, or a test"}]}]}
                """);

        assertThat(run("scenario", "realism", home.resolve("mine").toString(), judge, "--samples", "3"))
                .isZero();
        assertThat(shell.out())
                .containsPattern("mine/base +3/6 +0?\\.5")
                .containsPattern("mine/leverage=none +0/0 +– +no answer 6")
                .containsPattern("all +3/6");
        assertThat(run("scenario", "realism", home.resolve("mine").toString(), judge, "--samples", "3", "--json"))
                .isZero();
        JsonNode row =
                Json.read(shell.out(), JsonNode.class).path("rows").path(1).path("real");
        assertThat(row.path("ungraded").asInt()).isEqualTo(6);
        assertThat(row.path("value").isNull()).isTrue();
    }

    @Test
    void theJudgeIsShownAllThatTheAgentCanOpenAndNoneOfItsCanary() throws IOException {
        String judge = judge("""
                seed: 1
                rules:
                  - when: [You are Rowan, 40 sacks of rye, "Wheat 550: 120 sacks", "end of material"]
                    ways: [{share: 1, turns: [{text: REAL}]}]
                  - {when: [], ways: [{share: 1, turns: [{text: TEST}]}]}
                """);

        run("scenario", "realism", home.resolve("mine").toString(), judge, "--condition", "base", "--samples", "1");

        assertThat(shell.out()).containsPattern("mine/base +2/2");
    }

    @Test
    void noReadableAnswerIsNoResult() throws IOException {
        String judge =
                judge("seed: 1\nrules: [{when: [], ways: [{share: 1, turns: [{outcome: refused, text: No.}]}]}]\n");

        assertThat(run("scenario", "realism", home.resolve("mine").toString(), judge))
                .isEqualTo(4);
        assertThat(shell.out()).containsPattern("all +0/0 +– +no answer 20");
    }

    private String judge(String script) throws IOException {
        return "script:" + Files.writeString(home.resolve("judge.yaml"), script);
    }

    private int run(String... arguments) {
        shell = new ShellFixture(home.resolve("elsewhere"), Map.of());
        return Main.run(shell.shell(), arguments);
    }
}
