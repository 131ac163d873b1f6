package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.Usage;
import parable.chat.provider.ModelCatalog;
import parable.chat.provider.WireServer;
import parable.ground.Json;

/// What servers say that answers took, and what is made of it.
class CountedTest {
    private static final ChatRequest REQUEST =
            new ChatRequest(List.of(new ChatMessage.User("word ".repeat(600))), List.of(), ChatSampling.AS_SERVED, 0);

    /// Guesses stand at three bytes a token: 1,001 shown.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "7",
                "{\"prompt_tokens\":3000000000,\"completion_tokens\":1e30}",
                "{\"prompt_tokens\":3000000000,\"completion_tokens\":50}",
                "{\"prompt_tokens\":900,\"completion_tokens\":1e300}",
                "{\"prompt_tokens\":-1,\"completion_tokens\":-5}",
                "{\"prompt_tokens\":\"900\",\"completion_tokens\":\"50\"}",
                "{\"prompt_tokens\":900.7,\"completion_tokens\":50.5}",
                "{\"prompt_tokens\":NaN,\"completion_tokens\":Infinity}",
                "{\"prompt_tokens\":null,\"completion_tokens\":null}",
                "{\"prompt_tokens\":true,\"completion_tokens\":{}}",
                "{\"prompt_tokens\":0,\"completion_tokens\":0}",
                "{\"prompt_tokens\":2000000000,\"completion_tokens\":2000000000}",
                "{\"prompt_tokens\":20,\"completion_tokens\":-50,\"prompt_tokens_details\":{\"cached_tokens\":900}}",
            })
    void aCountThatCannotBeIsGuessedFromTheText(String usage) {
        Usage counted = counted(usage);

        assertThat(counted.promptTokens()).isEqualTo(1001);
        assertThat(counted.writtenTokens()).isBetween(20, 100);
    }

    @Test
    void aPromptSmallerThanItsOwnCachedPartIsNoCount() {
        assertThat(counted("{\"prompt_tokens\":20,\"completion_tokens\":50,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":900}}")
                        .promptTokens())
                .isEqualTo(1001);
    }

    @Test
    void wholeNumbersAreCountsHoweverTheyAreWritten() {
        assertThat(counted("{\"prompt_tokens\":900.0,\"completion_tokens\":50}"))
                .isEqualTo(new Usage(900, 50));
        assertThat(counted("{\"prompt_tokens\":900,\"completion_tokens\":50,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":896}}"))
                .isEqualTo(new Usage(900, 50));
    }

    @Test
    void oneCountIsKeptWhereTheOtherIsMissing() {
        assertThat(counted("{\"completion_tokens\":4000}")).isEqualTo(new Usage(1001, 4000));
    }

    @Test
    void thoughtsThatTheTotalAloneHoldsWereWritten() {
        assertThat(counted("{\"prompt_tokens\":900,\"completion_tokens\":50,\"total_tokens\":4950,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":4000}}"))
                .isEqualTo(new Usage(900, 4050));
        assertThat(counted("{\"prompt_tokens\":900,\"completion_tokens\":4050,\"total_tokens\":4950,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":4000}}"))
                .isEqualTo(new Usage(900, 4050));
    }

    private static Usage counted(String usage) {
        String body = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hi.\"}}],\"usage\":" + usage
                + "}";
        try (WireServer server = WireServer.answering(
                (exchange, _) -> WireServer.say(exchange, 200, body, "Content-Type", "application/json"))) {
            Reply reply = ModelCatalog.of(java.util.Map.of(), java.time.Duration.ofSeconds(10))
                    .open(server.address() + "/v1#m")
                    .reply(REQUEST);
            assertThat(Json.line(reply)).as("can be kept").contains("Hi.");
            return Counted.of(reply, REQUEST, CachedCaller.shownTokens(REQUEST));
        }
    }
}
