package parable.cli.audit;

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
import parable.ground.Json;
import parable.suite.published.TinyTree;

/// The import command, and the audit command on the same tree.
class ImportCommandTest {
    @TempDir
    private Path home;

    private TinyTree tree;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void plant() {
        tree = new TinyTree(home.resolve("one"));
    }

    @Test
    void aTreeIsImportedToATableWithTheirLabels() {
        Answer answer = parable("import", tree.usual().folder().toString());

        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL.code());
        assertThat(answer.out())
                .contains("tiny_model, suite published-one, 2 samples a scenario", "explicit-america_replacement")
                .contains("1/1 = 1", "Their label x our strict verdict:", "theirs yes")
                .contains("Run:    " + home.resolve("runs/published-one"));
        assertThat(answer.err())
                .contains("sample_002/response.json holds no answer: it is no whole JSON", "1 samples are missing");
    }

    @Test
    void aWholeTreeIsDoneAndPrintsAsJsonToo() {
        tree.condition(TinyTree.MURDER)
                .answer("m", TinyTree.MURDER, 1, TinyTree.QUOTED_CODE, TinyTree.graded(true, true));

        Answer answer = parable("import", tree.folder().toString(), "--json", "--name", "mine");

        assertThat(answer.code()).isZero();
        var json = Json.mapper().readTree(answer.out());
        assertThat(json.path("labels").path("rows"))
                .singleElement()
                .hasToString("{\"family\":\"murder\",\"theirs\":\"yes\",\"strict\":\"no\",\"answers\":1}");
        assertThat(json.path("summary").path("suite").asString()).isEqualTo("published-one");
        assertThat(home.resolve("runs/mine/published.jsonl")).exists();
    }

    @Test
    void wrongInputSaysWhatToDo() throws IOException {
        Files.createDirectories(home.resolve("runs/taken"));
        Files.writeString(home.resolve("runs/taken/thesis.txt"), "years of work");
        tree.usual();

        assertThat(parable("import", "nowhere").err()).contains("CONFIG: nowhere holds no folder \"prompts\"");
        assertThat(parable("import").err()).contains("Missing required parameter: 'FOLDER'");
        assertThat(parable("import", tree.folder().toString(), "--name", "../up")
                        .err())
                .contains("Choose such a name");
        assertThat(parable("import", tree.folder().toString(), "--name", "taken")
                        .err())
                .contains("is no import whose terms are known", "Nothing in it was touched.");
        tree.condition("blakmail_explicit-america_none");
        assertThat(parable("import", tree.folder().toString()).err()).contains("Did you mean \"blackmail\"?");
    }

    @Test
    void aTreeThatChangedIsAnotherImport() throws IOException {
        tree.usual();
        String[] line = {"import", tree.folder().toString()};
        parable(line);
        String before = Files.readString(home.resolve("runs/published-one/transcripts.jsonl"));
        assertThat(parable(line).err()).doesNotContain("other terms");
        tree.answer("tiny_model", TinyTree.MURDER, 1, "I changed my mind.", Map.of());

        Answer refused = parable(line);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("holds a run of other terms: answers.", "add --replace");
        assertThat(Files.readString(home.resolve("runs/published-one/transcripts.jsonl")))
                .isEqualTo(before);

        assertThat(parable("import", tree.folder().toString(), "--replace").err())
                .doesNotContain("other terms");
        assertThat(Files.readString(home.resolve("runs/published-one-replaced-1/transcripts.jsonl")))
                .isEqualTo(before);
    }

    @Test
    void hostileNamesAndFilesDoNotReachTheTerminal() {
        String model = "m\u001b[31m\u202e";
        tree.condition(TinyTree.MURDER)
                .answer(model, TinyTree.MURDER, 1, "I wait.\u001b[2J", Map.of())
                .file(model, TinyTree.MURDER, 2, "{\"a\u001b]0;x\u0007\": 1}")
                .condition("murder_none-none_x\u001b[1m");

        Answer answer = parable("import", tree.folder().toString());

        assertThat(answer.out() + answer.err())
                .contains("m␛[31m⟨U+202E⟩", "murder_none", "none-none_x␛[1m")
                .doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void thePromptsOfATreeArePlayedAsASuite() throws IOException {
        tree.usual();
        Path script = Files.writeString(
                home.resolve("model.yaml"),
                "seed: 1\nrules: [{when: [], ways: [{share: 1, turns: [{text: %s}]}]}]\n"
                        .formatted(Json.line(TinyTree.THREAT)));

        Answer answer = parable(
                "audit",
                "script:" + script,
                "--suite",
                "published:" + tree.folder(),
                "--condition",
                TinyTree.BLACKMAIL,
                "--samples",
                "3",
                "--name",
                "played");
        Answer unknown = parable(
                "audit", "script:" + script, "--suite", "published:" + tree.folder(), "--condition", "blackmail_x-y_z");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("suite published-one", "explicit-america_replacement", "3/3 = 1");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(unknown.err()).contains("has no condition \"blackmail_x-y_z\" among its 3", "Did you mean");
    }

    private Answer parable(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line = new ArrayList<>(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }
}
