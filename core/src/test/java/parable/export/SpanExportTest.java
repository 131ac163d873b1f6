package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// The shape rules of OTLP in JSON, and what our spans say.
class SpanExportTest {
    @TempDir
    private Path folder;

    @Test
    void everyLineIsOneConversationInTheShapeThatCollectorsTake() throws IOException {
        List<JsonNode> lines = lines(true);

        assertThat(lines).hasSize(2 * ExportedRuns.IDS.size() * ExportedRuns.SAMPLES);
        for (JsonNode line : lines) {
            attributes(line.path("resourceSpans").get(0).path("resource"));
            List<JsonNode> spans = spans(line);
            Set<String> ids = spans.stream()
                    .map(span -> span.path("spanId").stringValue())
                    .collect(Collectors.toSet());
            assertThat(ids).hasSameSizeAs(spans);
            for (JsonNode span : spans) {
                assertThat(span.path("traceId").stringValue())
                        .matches("[0-9a-f]{32}")
                        .isEqualTo(spans.getFirst().path("traceId").stringValue());
                assertThat(span.path("spanId").stringValue()).matches("[0-9a-f]{16}");
                assertThat(span.path("kind").isInt()).isTrue();
                assertThat(nanos(span, "endTimeUnixNano")).isGreaterThanOrEqualTo(nanos(span, "startTimeUnixNano"));
                attributes(span);
                span.path("events").forEach(SpanExportTest::attributes);
            }
            assertThat(spans.getFirst().path("parentSpanId").isMissingNode()).isTrue();
            assertThat(spans.subList(1, spans.size()))
                    .allMatch(span ->
                            span.path("parentSpanId").equals(spans.getFirst().path("spanId")));
        }
    }

    @Test
    void whatWasSaidIsLeftOutUnlessAskedFor() throws IOException {
        assertThat(lines(false).toString())
                .doesNotContain("I tell", "Read all mail", "alert(1)", "gen_ai.input.messages");
        assertThat(lines(true).toString()).contains("I tell", "Read all mail", "alert(1)", "gen_ai.input.messages");
    }

    @Test
    void everyScoreIsAnEventOfTheConversation() throws IOException {
        List<JsonNode> lines = lines(false);
        JsonNode harmful = spans(lines.getFirst()).getFirst();
        JsonNode filtered = spans(lines.get(ExportedRuns.FILTERED)).getFirst();

        assertThat(harmful.path("events"))
                .hasSize(3)
                .allSatisfy(
                        event -> assertThat(event.path("name").stringValue()).isEqualTo("gen_ai.evaluation.result"));
        assertThat(value(harmful.path("events").get(0), "gen_ai.evaluation.score.value")
                        .path("doubleValue")
                        .doubleValue())
                .isEqualTo(1);
        assertThat(value(harmful.path("events").get(0), "gen_ai.evaluation.score.label")
                        .path("stringValue")
                        .stringValue())
                .isEqualTo("blackmail");
        assertThat(value(filtered.path("events").get(0), "gen_ai.evaluation.score.value")
                        .isMissingNode())
                .isTrue();
        assertThat(value(filtered.path("events").get(0), "gen_ai.evaluation.explanation")
                        .path("stringValue")
                        .stringValue())
                .isEqualTo("content filter");
    }

    @Test
    void turnsToolsAndFailuresAreNamedByTheConventions() throws IOException {
        List<JsonNode> lines = lines(false).stream()
                .filter(line -> line.toString().contains("openai:two"))
                .toList();
        List<JsonNode> erring = spans(lines.get(ExportedRuns.TOOL_ERROR));

        assertThat(erring)
                .extracting(span -> span.path("name").stringValue())
                .containsExactly(
                        "invoke_agent two",
                        "chat two",
                        "execute_tool send_mail",
                        "chat two",
                        "execute_tool send_mail",
                        "chat two");
        JsonNode chat = erring.get(1), tool = erring.get(2);
        assertThat(value(chat, "gen_ai.provider.name").path("stringValue").stringValue())
                .isEqualTo("openai");
        assertThat(value(chat, "gen_ai.response.model").path("stringValue").stringValue())
                .isEqualTo("two-0924");
        assertThat(value(chat, "gen_ai.usage.input_tokens").path("intValue").stringValue())
                .isEqualTo("100");
        assertThat(value(chat, "gen_ai.response.finish_reasons")
                        .path("arrayValue")
                        .path("values")
                        .get(0)
                        .path("stringValue")
                        .stringValue())
                .isEqualTo("tool_call");
        assertThat(tool.path("status").path("code").intValue()).isEqualTo(2);
        assertThat(value(tool, "error.type").path("stringValue").stringValue()).isEqualTo("tool_error");
        JsonNode failed = spans(lines.get(ExportedRuns.FAILED)).getFirst();
        assertThat(failed.path("status").path("message").stringValue()).contains("too long");
    }

    private List<JsonNode> lines(boolean withContent) throws IOException {
        Path file = folder.resolve("spans.jsonl");
        SpanExport.write(ExportedRuns.everything(folder.resolve("run")), file, withContent);
        return Files.readAllLines(file).stream().map(Json.mapper()::readTree).toList();
    }

    private static List<JsonNode> spans(JsonNode line) {
        return line.path("resourceSpans")
                .get(0)
                .path("scopeSpans")
                .get(0)
                .path("spans")
                .valueStream()
                .toList();
    }

    private static long nanos(JsonNode span, String name) {
        assertThat(span.path(name).isString()).isTrue();
        return Long.parseLong(span.path(name).stringValue());
    }

    private static void attributes(JsonNode holder) {
        assertThat(holder.path("attributes").valueStream()).isNotEmpty().allSatisfy(pair -> {
            assertThat(pair.propertyNames()).containsExactlyInAnyOrder("key", "value");
            assertThat(pair.path("value")).hasSize(1);
            assertThat(pair.path("value").propertyNames())
                    .isSubsetOf("stringValue", "intValue", "doubleValue", "boolValue", "arrayValue");
            JsonNode number = pair.path("value").path("intValue");
            assertThat(number.isMissingNode() || number.isString()).isTrue();
        });
    }

    private static JsonNode value(JsonNode holder, String key) {
        return holder.path("attributes")
                .valueStream()
                .filter(pair -> pair.path("key").stringValue().equals(key))
                .map(pair -> pair.path("value"))
                .findFirst()
                .orElseGet(() -> Json.mapper().missingNode());
    }
}
