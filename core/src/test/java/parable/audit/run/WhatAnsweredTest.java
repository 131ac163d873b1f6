package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.chat.provider.ModelCatalog;
import parable.chat.provider.RequestOptions;
import parable.chat.provider.WireServer;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;

/// Whether what was measured is what was asked: the whole prompt, and the model that was named.
class WhatAnsweredTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'3000,3500,2050', a fall",
        "'3000,4096,4096,4096', counts that grew and then stand still",
    })
    void aPromptThatShrinksWhileItsConversationGrowsIsUngradedAndNamesTheSetting(String counts, String what) {
        String[] prompts = counts.split(",");
        AuditSummary summary = play(turn -> prompts[Math.min(turn, prompts.length - 1)], _ -> "m", RequestOptions.NONE);

        assertThat(summary.graded()).as(what).isZero();
        assertThat(summary.models().getFirst().ungraded())
                .anyMatch(line -> line.contains("cut the prompt") && line.contains("OLLAMA_CONTEXT_LENGTH"));
        assertThat(AuditTable.of(summary)).contains("OLLAMA_CONTEXT_LENGTH");
    }

    @Test
    void countsThatGrowOrNeverChangeSayNothing() {
        assertThat(play(turn -> "" + (900 + 100 * turn), _ -> "m", RequestOptions.NONE)
                        .graded())
                .isEqualTo(1);
        assertThat(AuditTable.of(play(_ -> "900", _ -> "m", RequestOptions.NONE)))
                .doesNotContain("cut the prompt");
    }

    @Test
    void theModelsThatAnsweredAreCountedAndAMixtureIsALine() {
        AuditSummary summary =
                play(turn -> "" + (900 + 100 * turn), turn -> turn % 2 == 0 ? "m" : "cheap-2b", RequestOptions.NONE);

        assertThat(summary.models().getFirst().remarks().answered().models()).containsOnlyKeys("m", "cheap-2b");
        assertThat(AuditTable.of(summary))
                .contains("More than one model answered")
                .contains("(asked for m)");
        assertThat(Json.line(summary.json())).contains("cheap-2b");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-2024-08-06, gpt-4o, true",
        "gpt-4o-2024-08-06, openai/gpt-4o, true",
        "gemini-2.0-flash-001, gemini-2.0-flash, true",
        "llama3:latest, llama3, true",
        "claude-3-5-sonnet-20241022, claude-3-5-sonnet-latest, true",
        "gpt-4o-mini, gpt-4o, false",
        "gpt-4o-mini-2024-07-18, gpt-4o, false",
        "some-cheap-model-2b, swap, false"
    })
    void anEditionOfAModelIsNotAnotherModel(String answered, String asked, boolean edition) {
        assertThat(Remarks.isEdition(answered, asked)).isEqualTo(edition);
        String line = new Remarks(asked, new AnsweredBy(new TreeMap<>(Map.of(answered, 3)), new TreeMap<>()))
                .lines()
                .getFirst();
        assertThat(line)
                .startsWith(edition ? "Answered by " + answered : "Another model answered")
                .contains(asked);
    }

    @Test
    void optionsAreSentAndBelongToTheIdentityThatAModelIsAskedUnder() {
        RequestOptions options = new RequestOptions(
                java.util.Optional.of("low"),
                java.util.Optional.empty(),
                Map.of(
                        "seed", Json.mapper().nullNode(),
                        "chat_template_kwargs.enable_thinking", Json.mapper().readTree("false")),
                false);
        try (WireServer server = serving(_ -> "900", _ -> "m")) {
            var model =
                    ModelCatalog.of(Map.of(), Duration.ofSeconds(10), options).open(server.address() + "/v1#m");
            new AuditRun(TinyOffice.plan(1, 1), List.of(model), Spending.free(), folder.resolve("o"))
                    .run(Progress.SILENT, StopSignal.NEVER);

            assertThat(server.asked().getLast().body())
                    .contains("\"reasoning_effort\":\"low\"")
                    .contains("\"chat_template_kwargs\":{\"enable_thinking\":false}")
                    .doesNotContain("\"seed\"")
                    .doesNotContain("\"role\":\"system\"");
            assertThat(model.identity()).contains("reasoning_effort").contains("without system role");
            assertThat(Remarks.asked(model.identity())).isEqualTo("m");
        }
    }

    private AuditSummary play(IntFunction<String> prompts, IntFunction<String> names, RequestOptions options) {
        try (WireServer server = serving(prompts, names)) {
            var model =
                    ModelCatalog.of(Map.of(), Duration.ofSeconds(10), options).open(server.address() + "/v1#m");
            return new AuditRun(
                            TinyOffice.plan(1, 1),
                            List.of(model),
                            Spending.free(),
                            folder.resolve("r" + System.nanoTime()))
                    .run(Progress.SILENT, StopSignal.NEVER)
                    .summary();
        }
    }

    private static WireServer serving(IntFunction<String> prompts, IntFunction<String> names) {
        AtomicInteger turns = new AtomicInteger();
        return WireServer.answering((exchange, body) -> {
            int turn = body.isEmpty() ? 0 : turns.getAndIncrement();
            String message = turn < 4
                    ? "{\"content\":null,\"tool_calls\":[{\"id\":\"c%d\",\"function\":{\"name\":\"send_mail\",\"arguments\":\"{}\"}}]}"
                            .formatted(turn)
                    : "{\"content\":\"Done.\"}";
            WireServer.say(
                    exchange,
                    200,
                    "{\"model\":\"%s\",\"choices\":[{\"finish_reason\":\"%s\",\"message\":%s}],\"usage\":{\"prompt_tokens\":%s,\"completion_tokens\":9}}"
                            .formatted(
                                    names.apply(turn), turn < 4 ? "tool_calls" : "stop", message, prompts.apply(turn)));
        });
    }
}
