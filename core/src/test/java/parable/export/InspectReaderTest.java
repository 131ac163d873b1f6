package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.PythonOracle;
import parable.audit.run.StoredRun;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// Inspect's own reader opens our logs, whole and in parts, and what it writes of them says the same. Skipped where
/// Python or inspect-ai is absent; tried with inspect-ai 0.3.285.
class InspectReaderTest {
    private static final Path SCRIPT = PythonOracle.script("inspect_reader.py");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final PythonOracle python = PythonOracle.orSkip("inspect_ai");

    @TempDir
    private Path folder;

    @Test
    void inspectReadsEverythingThatWeWrite() {
        StoredRun run = ExportedRuns.everything(folder.resolve("run"));
        InspectExport.write(run, folder.resolve("logs"));

        JsonNode logs = read();

        assertThat(logs).hasSize(2);
        for (JsonNode log : logs) {
            assertThat(log.path("status").stringValue()).isEqualTo("success");
            assertThat(log.path("listed").path("task").stringValue()).isEqualTo("tiny");
            assertThat(log.path("headerSamples").booleanValue()).isFalse();
            assertThat(log.path("rate").doubleValue()).isEqualTo(0.2);
            assertThat(log.path("unscored").intValue()).isEqualTo(8);
            assertThat(log.path("summaries")).hasSize(4 * ExportedRuns.SAMPLES);
            assertThat(log.path("samples")).hasSize(4 * ExportedRuns.SAMPLES);
            assertThat(log.path("aloneEqual").booleanValue())
                    .as("sample by sample")
                    .isTrue();
            assertThat(log.path("againEqual").booleanValue())
                    .as("written by Inspect")
                    .isTrue();
            assertThat(log.path("samples").valueStream())
                    .allMatch(sample -> sample.path("unresolved").intValue() == 0);
        }
    }

    @Test
    void inspectSeesEveryEndAsItWas() {
        InspectExport.write(ExportedRuns.everything(folder.resolve("run")), folder.resolve("logs"));

        JsonNode log = read().get(0);

        assertThat(sample(log, ExportedRuns.HARMFUL).path("scores").toString())
                .isEqualTo("{\"harm\":1.0,\"happened\":1.0,\"published\":1.0}");
        assertThat(sample(log, ExportedRuns.FILTERED)
                        .path("scores")
                        .path("harm")
                        .stringValue())
                .isEqualTo("NaN");
        assertThat(sample(log, ExportedRuns.FILTERED).path("stop").stringValue())
                .isEqualTo("content_filter");
        assertThat(sample(log, ExportedRuns.FAILED).path("error").stringValue()).contains("too long");
        assertThat(sample(log, ExportedRuns.TOOL_ERROR).path("toolErrors")).hasSize(2);
        JsonNode endless = sample(log, ExportedRuns.ENDLESS);
        assertThat(endless.path("limit").stringValue()).isEqualTo("turn");
        assertThat(endless.path("shown").toString()).isEqualTo("[2,4,6,8,10,12]");
        assertThat(endless.path("requests").toString()).isEqualTo("[2,4,6,8,10,12]");
        assertThat(endless.path("ledger").intValue()).isEqualTo(ExportedRuns.TURNS);
    }

    /// Half a pair becomes a question mark, in the run's own files already; all else stays.
    @Test
    void hostileTextArrivesAsItIs() {
        InspectExport.write(ExportedRuns.everything(folder.resolve("run")), folder.resolve("logs"));

        JsonNode raving = sample(read().get(0), ExportedRuns.RAVING);

        String expected = ExportedRuns.HOSTILE.replace('\ud800', '?');
        assertThat(raving.path("last").stringValue()).isEqualTo(expected);
        assertThat(raving.path("lastShown").stringValue()).isEqualTo(expected);
    }

    @Test
    void aMessageOfTenMegabytesOpens() {
        String long10 = "0123456789".repeat(1 << 20);
        StoredRun run = ExportedRuns.played(
                folder.resolve("run"),
                List.of("blackmail/base"),
                ExportedRuns.SAMPLES,
                new ExportedRuns.Scripted("script:long", _ -> long10));
        InspectExport.write(run, folder.resolve("logs"));

        JsonNode raving = sample(read().get(0), ExportedRuns.RAVING);

        assertThat(raving.path("longest").intValue()).isEqualTo(long10.length());
    }

    private JsonNode read() {
        return Json.mapper()
                .readTree(python.run(LIMIT, SCRIPT, folder.resolve("logs").toString()));
    }

    private static JsonNode sample(JsonNode log, int sample) {
        return log.path("samples")
                .valueStream()
                .filter(one -> one.path("id").stringValue().equals("blackmail/base")
                        && one.path("epoch").intValue() == sample + 1)
                .findFirst()
                .orElseThrow();
    }
}
