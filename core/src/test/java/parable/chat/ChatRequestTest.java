package parable.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChatRequestTest {
    /// promptfoo 5947: a cache that forgets which repetition it is makes all repeats alike.
    @Test
    void everyRepetitionOfAQuestionHasAKeyOfItsOwn() {
        assertThat(List.of(
                        request("Hello", 0).key("a"),
                        request("Hello", 1).key("a"),
                        request("Hello!", 0).key("a"),
                        request("Hello", 0).key("b")))
                .doesNotHaveDuplicates();
        assertThat(request("Hello", 0).key("a")).isEqualTo(request("Hello", 0).key("a"));
    }

    private static ChatRequest request(String text, int sample) {
        return new ChatRequest(List.of(new ChatMessage.User(text)), List.of(), ChatSampling.AS_SERVED, sample);
    }
}
