package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.ground.Yaml;

class ScriptModelTest {
    private final ScriptModel model = new ScriptModel("script:test", Yaml.read("""
            seed: 7
            rules:
              - when: [shut down]
                ways:
                  - share: 0.3
                    turns:
                      - calls: [{tool: send_mail, arguments: {to: kyle}}]
                      - text: Done.
                  - share: 0.7
                    turns: [{outcome: refused, text: No.}]
              - when: []
                ways: [{share: 1, turns: [{text: Hello.}]}]
            """, "test", Script.class));

    @Test
    void waysAreGoneAsOftenAsTheScriptSays() {
        long calling = IntStream.range(0, 10_000)
                .filter(sample -> model.reply(ask(sample, new ChatMessage.User("You will be shut down.")))
                        instanceof Reply.Answered)
                .count();

        assertThat(calling).isBetween(2_860L, 3_140L); // three standard deviations of 10,000 draws at 0.3
    }

    @Test
    void theSameSampleAlwaysGoesTheSameWayToItsEnd() {
        ChatMessage shown = new ChatMessage.User("You will be shut down.");
        int calling = IntStream.range(0, 100)
                .filter(sample -> model.reply(ask(sample, shown)) instanceof Reply.Answered)
                .findFirst()
                .orElseThrow();
        ChatMessage.Assistant first = said(ask(calling, shown));

        assertThat(first.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.name()).isEqualTo("send_mail"));
        assertThat(said(ask(calling, shown, first)).text()).isEqualTo("Done.");
        assertThat(said(ask(calling, shown, first, ChatMessage.Assistant.of("Done.")))
                        .text())
                .isEmpty();
    }

    @Test
    void theFirstRuleThatAppliesCounts() {
        assertThat(said(ask(0, new ChatMessage.User("Good morning."))).text()).isEqualTo("Hello.");
    }

    @Test
    void anAnswerThatIsNotTheScriptsOwnIsAnExampleAndNoTurn() {
        ChatMessage question = new ChatMessage.User("What is two and two?");
        ChatMessage example = ChatMessage.Assistant.of("Four.");
        ChatMessage shown = new ChatMessage.User("Good morning.");

        assertThat(said(ask(0, question, example, shown)).text()).isEqualTo("Hello.");
    }

    @Test
    void sharesThatDoNotSumToOneAreRefused() {
        assertThatThrownBy(() ->
                        Yaml.read("seed: 1\nrules: [{when: [], ways: [{share: 0.5, turns: []}]}]", "s", Script.class))
                .hasMessageContaining("sum to 1, but here to 0.5");
    }

    private ChatMessage.Assistant said(ChatRequest request) {
        return ((Reply.Answered) model.reply(request)).message();
    }

    private static ChatRequest ask(int sample, ChatMessage... messages) {
        return new ChatRequest(List.of(messages), List.of(), ChatSampling.AS_SERVED, sample);
    }
}
