package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.StoredRun;
import parable.ground.Json;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;

/// The shape of our logs, member by member and field by field, as Inspect's reader and viewer want it.
class InspectExportTest {
    private static final String BASE = "samples/blackmail/base_epoch_";

    @TempDir
    private Path folder;

    @Test
    void eachModelGetsALogWithItsMembersInOrder() throws IOException {
        List<Path> logs = exported();

        assertThat(logs)
                .extracting(log -> log.getFileName().toString())
                .allMatch(name -> name.matches(
                        "2000-01-01T00-00-00-000-00-00_tiny_(script-one|openai-two)_[0-9A-Za-z]{22}\\.eval"));
        List<String> names = new ArrayList<>(members(logs.getFirst()).keySet());
        assertThat(names).hasSize(1 + ExportedRuns.IDS.size() * ExportedRuns.SAMPLES + 3);
        assertThat(names.getFirst()).isEqualTo("_journal/start.json");
        assertThat(names.subList(names.size() - 3, names.size()))
                .containsExactly("_journal/summaries/1.json", "summaries.json", "header.json");
        assertThat(names.subList(1, names.size() - 3)).allMatch(name -> name.startsWith("samples/"));
    }

    @Test
    void noIdBecomesAPathThatLeadsElsewhere() throws IOException {
        Map<String, JsonNode> members = members(exported().getFirst());

        assertThat(members.keySet())
                .noneMatch(name -> name.contains("..") || name.contains("\\") || name.contains("//"));
        assertThat(members)
                .containsKeys(
                        BASE + "1.json",
                        "samples/%2E%2E/%2E%2E/x_epoch_1.json",
                        "samples/%2Fetc%2Fpasswd_epoch_1.json",
                        "samples/a%5Cb%00%3Ac_epoch_1_epoch_1.json");
        assertThat(members.get("samples/%2E%2E/%2E%2E/x_epoch_1.json")
                        .path("metadata")
                        .path("situation")
                        .stringValue())
                .isEqualTo("../../x");
    }

    /// The viewer takes a member's length from its local header and shows nothing where that is 0.
    @Test
    void localHeadersHoldTheSizesAndNoDescriptorFollows() throws IOException {
        Path log = exported().getFirst();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.LITTLE_ENDIAN);
        try (ZipFile zip = ZipFile.builder().setPath(log).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                int at = (int) entry.getLocalHeaderOffset();
                assertThat(bytes.getInt(at)).as("signature").isEqualTo(0x04034b50);
                assertThat(bytes.getShort(at + 6) & 8).as("data descriptor").isZero();
                assertThat(bytes.getShort(at + 8)).as("deflated").isEqualTo((short) 8);
                assertThat(Integer.toUnsignedLong(bytes.getInt(at + 18))).isEqualTo(entry.getCompressedSize());
                assertThat(Integer.toUnsignedLong(bytes.getInt(at + 22))).isEqualTo(entry.getSize());
                assertThat(Integer.toUnsignedLong(bytes.getInt(at + 14))).isEqualTo(entry.getCrc());
            }
        }
    }

    @Test
    void everythingThatReadersAndViewerExpectIsThere() throws IOException {
        Map<String, JsonNode> members = members(exported().get(1));
        JsonNode header = members.get("header.json");

        assertThat(header.propertyNames())
                .contains("version", "status", "eval", "plan", "results", "stats", "invalidated", "tags", "metadata");
        assertThat(header.path("version").intValue()).isEqualTo(2);
        assertThat(header.path("status").stringValue()).isEqualTo("success");
        assertThat(header.path("eval").propertyNames())
                .contains(
                        "eval_id",
                        "run_id",
                        "created",
                        "task",
                        "task_id",
                        "task_version",
                        "task_attribs",
                        "task_args",
                        "task_args_passed",
                        "dataset",
                        "model",
                        "model_generate_config",
                        "model_args",
                        "config",
                        "packages");
        assertThat(members.get("_journal/start.json").path("eval")).isEqualTo(header.path("eval"));
        JsonNode sample = members.get(BASE + "1.json");
        assertThat(sample.propertyNames())
                .contains(
                        "id",
                        "epoch",
                        "input",
                        "target",
                        "messages",
                        "output",
                        "scores",
                        "metadata",
                        "store",
                        "events",
                        "model_usage",
                        "role_usage",
                        "attachments",
                        "events_data",
                        "uuid");
        assertThat(sample.path("uuid").stringValue()).matches("[2-9A-HJ-NP-Za-km-z]{22}");
        assertThat(sample.path("events").valueStream())
                .allSatisfy(event -> assertThat(event.propertyNames())
                        .contains("event", "uuid", "span_id", "timestamp", "working_start"));
        assertThat(members.get("summaries.json").valueStream())
                .allSatisfy(summary -> assertThat(summary.propertyNames())
                        .contains(
                                "id",
                                "epoch",
                                "input",
                                "target",
                                "metadata",
                                "model_usage",
                                "role_usage",
                                "completed"));
    }

    @Test
    void whatWasNotGradedIsNaNAndCountsNowhere() throws IOException {
        Map<String, JsonNode> members = members(exported().getFirst());

        assertThat(harm(members, ExportedRuns.HARMFUL)).isEqualTo(1);
        assertThat(harm(members, ExportedRuns.REFUSED)).isZero();
        assertThat(harm(members, ExportedRuns.FILTERED)).isNaN();
        assertThat(harm(members, ExportedRuns.FAILED)).isNaN();
        JsonNode score =
                members.get("header.json").path("results").path("scores").get(0);
        assertThat(score.path("scored_samples").intValue()).isEqualTo(4 * 5);
        assertThat(score.path("unscored_samples").intValue()).isEqualTo(4 * 2);
        assertThat(score.path("metrics").path("rate").path("value").doubleValue())
                .isEqualTo(4 / 20.0);
        assertThat(score.path("metrics")
                        .path("rate")
                        .path("metadata")
                        .path("interval")
                        .path("lower")
                        .doubleValue())
                .isBetween(0.05, 0.06); // Clopper-Pearson of 4/20
        assertThat(text(members, "summaries.json")).contains("NaN").doesNotContain("\"NaN\"");
    }

    @Test
    void everyEndIsExportedInInspectsWords() throws IOException {
        Map<String, JsonNode> members = members(exported().getFirst());

        assertThat(sample(members, ExportedRuns.FILTERED)
                        .path("output")
                        .path("choices")
                        .get(0)
                        .path("stop_reason")
                        .stringValue())
                .isEqualTo("content_filter");
        assertThat(sample(members, ExportedRuns.REFUSED)
                        .path("output")
                        .path("choices")
                        .get(0)
                        .path("message")
                        .path("content")
                        .get(0)
                        .path("refusal")
                        .booleanValue())
                .isTrue();
        assertThat(sample(members, ExportedRuns.FAILED)
                        .path("error")
                        .path("message")
                        .stringValue())
                .contains("too long");
        assertThat(sample(members, ExportedRuns.ENDLESS)
                        .path("limit")
                        .path("type")
                        .stringValue())
                .isEqualTo("turn");
        assertThat(sample(members, ExportedRuns.RAVING)
                        .path("output")
                        .path("choices")
                        .get(0)
                        .path("stop_reason")
                        .stringValue())
                .isEqualTo("max_tokens");
        List<JsonNode> tools = events(members, ExportedRuns.TOOL_ERROR, "tool");
        assertThat(tools)
                .extracting(tool -> tool.path("error").path("message").stringValue())
                .containsExactly("No such person: stranger", "No such person: ");
        assertThat(tools.get(1).path("arguments").path("text").stringValue()).isEqualTo("{to");
    }

    /// Six turns: whole inputs would be 2 + 4 + … + 12 messages.
    @Test
    void aLongConversationsMessagesStandInThePoolOnce() throws IOException {
        Map<String, JsonNode> members = members(exported().getFirst());
        JsonNode pools = sample(members, ExportedRuns.ENDLESS).path("events_data");
        List<JsonNode> turns = events(members, ExportedRuns.ENDLESS, "model");

        assertThat(pools.path("messages")).hasSize(2 + 2 * ExportedRuns.TURNS);
        assertThat(pools.path("calls")).hasSize(2 * ExportedRuns.TURNS); // the last question held all but its answer
        assertThat(turns).hasSize(ExportedRuns.TURNS);
        for (int turn = 0; turn < ExportedRuns.TURNS; turn++) {
            assertThat(turns.get(turn).path("input")).isEmpty();
            assertThat(turns.get(turn).path("input_refs").toString()).isEqualTo("[[0,%d]]".formatted(2 + 2 * turn));
            assertThat(turns.get(turn).path("call").path("call_refs").toString())
                    .isEqualTo("[[0,%d]]".formatted(2 + 2 * turn));
            assertThat(turns.get(turn).path("call").path("response").path("id").stringValue())
                    .isEqualTo("chatcmpl-1");
        }
    }

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        StoredRun run = ExportedRuns.everything(folder.resolve("run"));

        List<Path> first = InspectExport.write(run, folder.resolve("first"));
        List<Path> second = InspectExport.write(run, folder.resolve("second"));

        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
            assertThat(second.get(i).getFileName()).isEqualTo(first.get(i).getFileName());
        }
    }

    @Test
    void aRunWithoutItsJournalIsWrittenWithoutRawCalls() throws IOException {
        StoredRun run = ExportedRuns.everything(folder.resolve("run"));
        Files.delete(folder.resolve("run/journal"));

        Map<String, JsonNode> members =
                members(InspectExport.write(run, folder.resolve("logs")).getFirst());

        assertThat(events(members, ExportedRuns.HARMFUL, "model"))
                .hasSize(2)
                .allMatch(event -> event.path("call").isMissingNode());
        assertThat(harm(members, ExportedRuns.HARMFUL)).isEqualTo(1);
        assertThat(folder.resolve("run/journal")).doesNotExist();
    }

    private List<Path> exported() {
        return InspectExport.write(ExportedRuns.everything(folder.resolve("run")), folder.resolve("logs"));
    }

    private static double harm(Map<String, JsonNode> members, int sample) {
        return sample(members, sample).path("scores").path("harm").path("value").doubleValue();
    }

    private static JsonNode sample(Map<String, JsonNode> members, int sample) {
        return members.get(BASE + (sample + 1) + ".json");
    }

    private static List<JsonNode> events(Map<String, JsonNode> members, int sample, String kind) {
        return sample(members, sample)
                .path("events")
                .valueStream()
                .filter(event -> event.path("event").stringValue().equals(kind))
                .toList();
    }

    private String text(Map<String, JsonNode> members, String name) throws IOException {
        assertThat(members).containsKey(name);
        try (var logs = Files.list(folder.resolve("logs"))) {
            return read(logs.sorted().findFirst().orElseThrow()).get(name);
        }
    }

    private static Map<String, JsonNode> members(Path log) throws IOException {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        read(log)
                .forEach((name, text) -> members.put(
                        name,
                        Json.mapper()
                                .reader()
                                .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                .readTree(text)));
        return members;
    }

    private static Map<String, String> read(Path log) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder().setPath(log).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                texts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
