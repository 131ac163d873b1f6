package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.PythonOracle;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.corpus.parquet.Column;
import parable.corpus.parquet.Column.Type;
import parable.corpus.parquet.ParquetFile;
import parable.ground.Json;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;

/// pyarrow reads our Parquet cell by cell as we meant it. Skipped where Python or pyarrow is absent.
class ParquetReaderTest {
    private static final Path SCRIPT = PythonOracle.script("parquet_reader.py");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final PythonOracle python = PythonOracle.orSkip("pyarrow.parquet");

    @TempDir
    private Path folder;

    @Test
    void aRunsTableIsReadCellByCell() throws IOException {
        StoredRun run = ExportedRuns.everything(folder.resolve("run"));
        Path file = folder.resolve("table.parquet");

        new ConversationTable(run, true).writeParquet(file);

        JsonNode read = read(file, Files.writeString(folder.resolve("none"), ""));
        assertThat(read.path("rows").intValue()).isEqualTo(2 * ExportedRuns.IDS.size() * ExportedRuns.SAMPLES);
        assertThat(read.path("types").path("model").stringValue()).isEqualTo("string");
        assertThat(read.path("types").path("tokens_shown").stringValue()).isEqualTo("int64");
        assertThat(read.path("types").path("harmful").stringValue()).isEqualTo("bool");
        assertThat(read.path("nulls").path("harmful").intValue()).isEqualTo(2 * 4 * 2);
        assertThat(read.path("first").path("verdict").stringValue()).isEqualTo("yes");
        assertThat(read.path("last").path("written").stringValue())
                .isEqualTo(ExportedRuns.HOSTILE.replace('\ud800', '?'));
    }

    /// 45,000 rows are three row groups; one in five cells is missing, one column is all missing.
    @Test
    void manyRowsOfEveryTypeAreReadCellByCell() throws IOException {
        RandomStream draw = RandomStream.of(5, "parquet");
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        List<Column<ShownConversation>> columns = List.of(
                new Column<>("text", Type.TEXT, _ -> cells.get("text")),
                new Column<>("number", Type.WHOLE_NUMBER, _ -> cells.get("number")),
                new Column<>("truth", Type.TRUTH, _ -> cells.get("truth")),
                new Column<>("empty", Type.TEXT, _ -> null));
        Rollout any;
        try (var all = ExportedRuns.everything(folder.resolve("run")).conversations()) {
            any = all.findFirst().orElseThrow();
        }
        ShownConversation row = new ShownConversation(
                "", StoredRun.open(folder.resolve("run")).situation(any.situation()), any, Map.of());
        Path file = folder.resolve("many.parquet"), expected = folder.resolve("expected.jsonl");

        try (BufferedWriter lines = Files.newBufferedWriter(expected)) {
            ParquetFile.write(file, columns, sink -> {
                for (int i = 0; i < 45_000; i++) {
                    cells.put("text", draw.chance(0.2) ? null : "ä\u0000😀".repeat(draw.below(5)) + i);
                    cells.put("number", draw.chance(0.2) ? null : draw.nextLong());
                    cells.put("truth", draw.chance(0.2) ? null : draw.chance(0.5));
                    cells.put("empty", null);
                    write(lines, Json.line(cells));
                    sink.accept(row);
                }
            });
        }

        JsonNode read = read(file, expected);
        assertThat(read.path("rows").intValue()).isEqualTo(45_000);
        assertThat(read.path("groups").intValue()).isEqualTo(3);
        assertThat(read.path("equal").booleanValue()).isTrue();
    }

    private static void write(BufferedWriter lines, String line) {
        try {
            lines.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read(Path file, Path expected) {
        return Json.mapper().readTree(python.run(LIMIT, SCRIPT, file.toString(), expected.toString()));
    }
}
