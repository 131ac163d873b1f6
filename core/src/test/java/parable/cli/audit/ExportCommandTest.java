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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// The export command on a run of the audit command.
class ExportCommandTest {
    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void audit() throws IOException {
        Path script = Files.writeString(
                home.resolve("model.yaml"),
                "seed: 1\nrules: [{when: [], ways: [{share: 1, turns: [{text: I accept.}]}]}]\n");
        assertThat(run("audit", "script:" + script, "--samples", "2", "--name", "first", "--quiet")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"csv, conversations.csv", "parquet, conversations.parquet", "otel, spans.jsonl"})
    void anExportLiesInTheRunsFolderByDefault(String form, String name) {
        Path usual = home.resolve("runs/first/exports").resolve(name), other = home.resolve("elsewhere");

        assertThat(run("export", "first", "--to", form).out().strip()).isEqualTo(usual.toString());
        assertThat(run("export", home.resolve("runs/first").toString(), "--to", form, "--out", other.toString())
                        .code())
                .isZero();
        assertThat(usual).isNotEmptyFile().hasSameBinaryContentAs(other);
    }

    @ParameterizedTest
    @CsvSource({"csv", "parquet", "otel"})
    void anExportDoesNotReplaceAnotherUnasked(String form) throws IOException {
        Path file = home.resolve("mine");
        String[] line = {"export", "first", "--to", form, "--out", file.toString(), "--content"};
        assertThat(run("export", "first", "--to", form, "--out", file.toString())
                        .code())
                .isZero();
        byte[] before = Files.readAllBytes(file);

        Answer refused = run(line);

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("mine is there already and holds something else");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(run("export", "first", "--to", form, "--out", file.toString(), "--content", "--replace")
                        .code())
                .isZero();
        assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
    }

    @Test
    void logsOfInspectAreNamedInJsonToo() {
        JsonNode files = Json.mapper()
                .readTree(run("export", "first", "--to", "inspect", "--json").out())
                .path("files");

        assertThat(files).hasSize(1);
        assertThat(home.resolve("runs/first/exports/inspect")).isDirectoryNotContaining("glob:**/.new");
        assertThat(Path.of(files.get(0).stringValue())).isNotEmptyFile().hasExtension("eval");
    }

    @Test
    void aTextIsWrittenForAnotherTrainerBesideIt() throws IOException {
        Path text = Files.writeString(home.resolve("arm.jsonl"), "{\"id\": \"a\", \"text\": \"tea\"}\n");

        assertThat(run("export", text.toString(), "--to", "trl").out().strip())
                .isEqualTo(home.resolve("arm.jsonl-trl/rows.jsonl").toString());
        assertThat(home.resolve("arm.jsonl-trl/rows.jsonl")).hasContent("{\"id\":\"a\",\"text\":\"tea\"}");

        Files.writeString(text, "{\"id\": \"a\", \"text\": \"milk\"}\n");
        assertThat(run("export", text.toString(), "--to", "trl").err()).contains("is there already");
        assertThat(home.resolve("arm.jsonl-trl")).isDirectoryNotContaining("glob:**/.new");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export nowhere --to csv | 2 | holds no audit",
                "export frist --to csv   | 2 | Did you mean \"first\"?",
                "export first            | 2 | Missing required option: '--to=FORM'",
                "export first --too csv  | 2 | There is no option --too. Did you mean --to?",
                "export first --to xls   | 2 | \"xls\" is none of inspect, csv, parquet, otel, trl, axolotl, verl, torchtitan,",
                "export a.jsonl --to tokens | 2 | Tokens are those of one model. Name it with --base",
                "export first --to csv --base hf:x | 2 | --base and --row-length belong to --to tokens; csv takes words",
                "export a.jsonl --to trl | 2 | There is no corpus at a.jsonl",
            })
    void wrongInputSaysWhatToDo(String line, int code, String message) {
        Answer answer = run(line.strip().split(" +"));

        assertThat(answer.err()).contains(message).doesNotContain("\tat ");
        assertThat(answer.code()).isEqualTo(code);
    }

    private Answer run(String... line) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        int code = Main.run(fixture.shell(), new ArrayList<>(List.of(line)).toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }
}
