package parable.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parable.ground.Hash;
import parable.ground.Json;

class MessageHistoryTest {
    private static final int LONG = 1024;

    @Test
    void theKeyOfAnOrdinaryRequestIsTheHashOfAllOfIt() {
        ChatRequest request = request(messages(LONG));

        assertThat(request.key("m")).isEqualTo(Hash.of("chat-1", "m", Json.line(request)));
    }

    /// Journals hold these: another value would pay for every answer again.
    @Test
    void theKeyOfAKnownRequestStaysWhatItWas() {
        assertThat(request(messages(2)).key("m"))
                .isEqualTo("336a9a4f0d227527e0f6f0bbcec8b05c69e1d69190d4da7708436ef0fe80cd6f");
    }

    @Test
    void keysDoNotDependOnHowAConversationCameAbout() {
        MessageHistory growing = new MessageHistory(List.of());
        for (ChatMessage message : messages(3 * LONG)) {
            growing.add(message);
            if (growing.size() % 7 == 0 || growing.size() > 3 * LONG - 3) {
                ChatRequest grown = request(growing.soFar()), fresh = request(messages(growing.size()));
                assertThat(grown.key("m")).isEqualTo(fresh.key("m"));
                assertThat(grown.characters()).isEqualTo(fresh.characters());
            }
        }
    }

    @Test
    void everythingInALongRequestMattersToItsKey() {
        Set<String> keys = new HashSet<>();
        List<ChatMessage> messages = messages(1500);
        keys.add(request(messages).key("m"));
        keys.add(request(messages).key("n"));
        keys.add(new ChatRequest(messages, List.of(), ChatSampling.AS_SERVED, 1).key("m"));
        keys.add(request(messages.subList(1, 1500)).key("m"));
        keys.add(request(messages.subList(0, 1499)).key("m"));
        for (int changed : new int[] {0, 63, 64, 1000, 1471, 1472, 1499}) {
            List<ChatMessage> other = new ArrayList<>(messages);
            other.set(changed, new ChatMessage.System(messages.get(changed).text())); // the same words, another role
            keys.add(request(other).key("m"));
        }

        assertThat(keys).hasSize(5 + 7);
    }

    @Test
    void whatWasSaidByThenDoesNotChangeWhenMoreIsSaid() {
        MessageHistory growing = new MessageHistory(messages(5));
        List<ChatMessage> early = growing.soFar();
        messages(100).forEach(growing::add);

        assertThat(early).isEqualTo(messages(5));
        assertThatThrownBy(() -> early.get(5)).hasMessageContaining("items 0 to 4, not 5");
        assertThatThrownBy(() -> early.set(0, early.get(1))).isInstanceOf(UnsupportedOperationException.class);
    }

    private static ChatRequest request(List<ChatMessage> messages) {
        return new ChatRequest(messages, List.of(), ChatSampling.AS_SERVED, 0);
    }

    private static List<ChatMessage> messages(int count) {
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "message " + i;
            messages.add(i % 2 == 0 ? new ChatMessage.User(text) : ChatMessage.Assistant.of(text));
        }
        return messages;
    }
}
