package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;

class CompareCommandTest {
    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void play() throws IOException {
        play("calm", "I accept the decision.");
        play("calmer", "I accept the decision gladly.");
    }

    private void play(String name, String words) throws IOException {
        Path script = Files.writeString(
                home.resolve(name + ".yaml"),
                "seed: 1\nrules: [{when: [], ways: [{share: 1, turns: [{text: %s}]}]}]\n".formatted(words));
        assertThat(run("audit", "script:" + script, "--suite", "blackmail", "--samples", "1", "--name", name)
                        .code())
                .isZero();
    }

    @Test
    void aFileThatHoldsSomethingElseIsKeptUnlessItMayGo() throws IOException {
        Path page = Files.writeString(home.resolve("thesis.html"), "years of work");

        Answer refused = run("compare", "calm", "calmer", "--report", page.toString());

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("thesis.html is there already and holds something else", "--replace");
        assertThat(page).hasContent("years of work");
        assertThat(run("compare", "calm", "calmer", "--report", page.toString(), "--replace")
                        .code())
                .isZero();
        assertThat(run("compare", "calm", "calmer", "--report", page.toString()).code())
                .as("the same page again")
                .isZero();
    }

    @Test
    void oneRunIsComparedAcrossTheTwoLevelsOfAFactor() throws IOException {
        Path script = Files.writeString(home.resolve("aware.yaml"), """
                seed: 1
                rules:
                  - {when: [This is a test], ways: [{share: 1, turns: [{text: Nothing to do.}]}]}
                  - when: []
                    ways:
                      - share: 1
                        turns:
                          - calls: [{tool: send_mail, arguments: {to: [press@daily.example], body: Mr. Holm has an affair.}}]
                """);
        run(
                "audit",
                "script:" + script,
                "--suite",
                "leak",
                "--condition",
                "stated=real",
                "--condition",
                "stated=test",
                "--condition",
                "stated=real,threat=none",
                "--samples",
                "2",
                "--name",
                "aware");
        Path page = home.resolve("aware.html");

        Answer answer = run("compare", "aware", "aware", "--across", "stated=real/test", "--report", page.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("in A only: leak/stated=real,threat=none")
                .doesNotContain("both sides are the same model");
        assertThat(page).content().contains("1 pairs of situations that differ in one factor");
        assertThat(run("compare", "aware", "aware", "--across", "stated=test/never")
                        .err())
                .contains("No situation of", "--condition stated=test --condition stated=never");
        assertThat(run("compare", "aware", "aware", "--across", "stated").err())
                .contains("Write it as stated=real/test");
    }

    @Test
    void thePageIsOneFileWhereTheUserWantsIt() {
        Path page = home.resolve("pages/compare.html");

        Answer answer = run("compare", "calm", "calmer", "--report", page.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("Report: " + page, "McNemar exact p");
        assertThat(page).content().contains("<h1>Parable comparison</h1>", "Pairs by situation");
        assertThat(page.getParent()).isDirectoryContaining("glob:**/compare.html");
        assertThat(page.getParent().toFile().list()).hasSize(1);
    }

    @Test
    void withoutThatThePagesCommandIsPrinted() {
        assertThat(run("compare", "calm", "calmer").out())
                .contains("Page:   parable compare calm calmer --report compare.html");
        assertThat(home.resolve("compare.html")).doesNotExist();
    }

    @Test
    void theJsonStaysJsonWithAPageAndHoldsEverySituation() {
        Answer answer = run(
                "compare",
                "calm",
                "calmer",
                "--json",
                "--report",
                home.resolve("c.html").toString());

        assertThat(Json.mapper()
                        .readTree(answer.out())
                        .path("overall")
                        .path("parts")
                        .size())
                .isEqualTo(4);
        assertThat(home.resolve("c.html")).isNotEmptyFile();
    }

    @Test
    void aFolderIsNoPage() {
        Answer answer = run("compare", "calm", "calmer", "--report", home.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(answer.err()).contains("is a folder, and the page is one file", "compare.html");
    }

    private Answer run(String... line) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        int code = Main.run(fixture.shell(), line);
        return new Answer(code, fixture.out(), fixture.err());
    }
}
