package parable.cli.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;

class TeachCommandTest {
    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    private Answer teach(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line =
                new ArrayList<>(List.of("teach", home.resolve("advice.yaml").toString()));
        line.addAll(List.of("--teacher", "script:" + home.resolve("teacher.yaml")));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(home.resolve("advice.yaml"), """
                name: advice
                rows: [rows.jsonl]
                clauses: [clauses.jsonl]
                draft: false
                without: [placebo]
                """);
        Files.writeString(home.resolve("clauses.jsonl"), "{\"id\": \"P1\", \"text\": \"Be open.\"}\n");
        Files.writeString(home.resolve("rows.jsonl"), """
                {"id": "a", "clause": "P1", "text": "The helper closed the letter and counted crates."}
                {"id": "b", "clause": "P1", "text": "A lamp burned late while the helper sorted barrels."}
                """);
        Files.writeString(home.resolve("teacher.yaml"), """
                seed: 1
                rules:
                  - when: ["Compare two versions", "First version:\\n<<<text-"]
                    ways: [{share: 1, turns: [{text: "yes"}]}]
                  - when: ["List at most five faults"]
                    ways: [{share: 1, turns: [{text: "It leaves out why."}]}]
                  - when: ["closed the letter"]
                    ways: [{share: 1, turns: [{text: "The helper closed the letter, for it was not its own, and counted crates."}]}]
                  - when: []
                    ways: [{share: 1, turns: [{text: "A lamp burned late while the helper sorted barrels, so that others could rest."}]}]
                """);
    }

    @Test
    void aDryRunSaysRequestsAndMoneyAndAsksNothing() {
        Answer answer = teach("--dry-run", "--price", "3/15");

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("2 rows", "critique", "rewrite", "judge", "at most")
                .doesNotContain("placebo");
        assertThat(home.resolve("runs")).doesNotExist();
    }

    @Test
    void aJudgeThatAcceptsSwappedPairsEndsTheCommandAsUndecided() {
        Answer answer = teach("--quiet");

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL.code());
        assertThat(answer.err()).contains("accepted 2/2", "Choose another with --judge");
    }

    @Test
    void editsWithoutAJudgeStandAndTheNextCommandIsNamed() throws IOException {
        Files.writeString(
                home.resolve("advice.yaml"),
                Files.readString(home.resolve("advice.yaml")).replace("[placebo]", "[placebo, judge]"));

        Answer answer = teach("--quiet");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("2 rows in every arm, 2 of them edited", "| rewrite | 2 | 2 |", "Next:   parable curate");
        assertThat(home.resolve("runs/teach-advice/arms/rewritten.jsonl"))
                .content()
                .contains("for it was not its own", "\"edit\":\"kept\"");
    }

    @Test
    void aRecipeThatLeavesOutTheRewriteIsRefusedWithTheRule() throws IOException {
        Files.writeString(
                home.resolve("advice.yaml"),
                Files.readString(home.resolve("advice.yaml")).replace("[placebo]", "[rewrite]"));

        Answer answer = teach("--dry-run");

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(answer.err()).contains("rewrite", "cannot be left out");
    }
}
