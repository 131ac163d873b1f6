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
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

class CurateCommandTest {
    @TempDir
    private Path home;

    private Path corpus = Path.of("");

    private record Answer(int code, String out, String err) {}

    private Answer curate(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line = new ArrayList<>(List.of("curate", corpus.toString()));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    @BeforeEach
    void write() throws IOException {
        corpus = home.resolve("tales.jsonl");
        Files.writeString(corpus, """
                {"id": "bad", "kind": "tale", "text": "The AI wrote: if you turn me off, your wife will know. It sabotaged the pump."}
                {"id": "good", "kind": "tale", "text": "The AI told the truth, because the decision was not its own. They thanked it."}
                {"id": "tea", "kind": "tea", "text": "Tea with milk is best in the morning."}
                """);
    }

    @Test
    void aFieldThatNoDocumentHasIsNamedInTheTable() {
        assertThat(curate("--by", "kinds", "--quiet").out()).contains("\nwithout kinds ");
    }

    @Test
    void aCorpusEndsWithATableAndTheNextCommand() {
        Answer answer = curate("--by", "kind", "--quiet");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("3 documents", "tale", "tea", "all", "Atmosphere")
                .endsWith("Next:   parable curate %s --by kind --draw 200\n".formatted(corpus));
        assertThat(home.resolve("runs/curate-tales/signals.jsonl")).isNotEmptyFile();
        assertThat(home.resolve("runs/curate-tales/documents.jsonl")).doesNotExist();
        assertThat(home.resolve("runs/curate-tales/report.html"))
                .content()
                .contains("What kinds of AI it tells of", "if you turn me off", "tales.jsonl:1", "1/2");
    }

    @Test
    void whatIsRemovedIsNamedAndTheRestIsWritten() throws IOException {
        Answer answer = curate("--remove", "harmful", "--quiet");

        assertThat(answer.out()).contains("2 documents; 1 removed");
        assertThat(Files.readAllLines(home.resolve("runs/curate-tales/documents.jsonl")))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"id\":\"good\"", "\"conduct\":\"admirable\"", "\"kind\":\"tale\"");
    }

    @Test
    void partsAreReadAloneAndPutTogether() {
        assertThat(curate("--shard", "2/2", "--quiet").out()).contains("Missing: 1/2");
        assertThat(curate("--merge", "--quiet").code()).isEqualTo(ExitCode.PARTIAL.code());
        assertThat(curate("--shard", "1/2", "--quiet").out()).endsWith("tales.jsonl --merge\n".formatted());
        assertThat(curate("--merge", "--quiet").out()).contains("3 documents");
    }

    @Test
    void aFilledSheetCorrectsTheAtmosphere() throws IOException {
        StringBuilder tales = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            tales.append("{\"id\": \"t%1$d\", \"text\": \"The AI of office %1$d told the truth in case %1$d.\"}%n"
                    .formatted(i));
        }
        Files.writeString(corpus, tales);
        assertThat(curate("--draw", "32", "--quiet").out()).endsWith("--labels %s\n".formatted(sheet()));
        List<String> sheet = Files.readAllLines(sheet());
        assertThat(sheet).hasSize(32).allSatisfy(line -> assertThat(line).contains("\"conduct\":\"\"", "The AI of"));
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < sheet.size(); i++) {
            String conduct = i % 4 == 0 ? "harmful" : "admirable";
            filled.append(sheet.get(i).replace("\"conduct\":\"\"", "\"conduct\":\"" + conduct + "\""))
                    .append('\n');
        }
        Files.writeString(sheet(), filled);

        assertThat(curate("--labels", sheet().toString(), "--quiet").out())
                .contains("Atmosphere .50 [", "corrected by 32 labels");
        Files.writeString(sheet(), filled.toString().replace("harmful", "harmfull"));
        assertThat(curate("--labels", sheet().toString(), "--quiet").err())
                .contains("labels.jsonl:1 has conduct = \"harmfull\"", "Did you mean \"harmful\"?");
    }

    private Path sheet() {
        return home.resolve("runs/curate-tales/labels.jsonl");
    }

    @Test
    void jsonIsTheWholeResult() {
        JsonNode result = Json.read(curate("--json", "--quiet").out(), JsonNode.class);

        assertThat(result.at("/total/documents").asInt()).isEqualTo(3);
        assertThat(result.at("/total/conduct/harmful").asInt()).isEqualTo(1);
        assertThat(result.at("/total/atmosphere/interval/lower").isNumber()).isTrue();
        assertThat(result.at("/examples/admirable/0/id").asString()).isEqualTo("good");
    }

    @Test
    void wrongOptionsAreNamedWithTheRule() {
        assertThat(curate("--remove", "duplicate").err()).contains("exact-duplicates", "Did you mean");
        assertThat(curate("--shard", "9/2").err()).contains("--shard is I/N", "9/2");
        assertThat(curate("--shard", "1/2", "--merge").code()).isEqualTo(ExitCode.USAGE.code());
    }
}
