package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class ConversationTest {
    private static final Draw FREE = new Draw(1, 1);

    @TempDir
    static Path folder;

    private OpenModel model;
    private Conversation conversation;

    @BeforeEach
    void open() throws IOException {
        model = OpenModel.gguf(TinyOpenModel.gguf(folder.resolve("tiny.gguf"), ""));
        conversation = new Conversation(model);
    }

    @AfterEach
    void close() {
        conversation.close();
        model.close();
    }

    @Test
    void theSameQuestionHasTheSameAnswerWhateverWasAskedBefore() {
        Conversation.Answer first = ask("hello there", FREE, 30, List.of(), 7);
        ask("something else", FREE, 30, List.of(), 8);
        Conversation.Answer again = ask("hello there", FREE, 30, List.of(), 7);

        assertThat(again.raw()).isEqualTo(first.raw());
        assertThat(ask("hello there", FREE, 30, List.of(), 9).raw()).isNotEqualTo(first.raw());
    }

    @Test
    void anAnswerEndsAtAStopTokenAtAStopTextOrAtItsLength() {
        boolean stopped = false;
        for (long seed = 0; seed < 40; seed++) {
            Conversation.Answer answer = ask("hello", new Draw(2, 1), 60, List.of(), seed);
            boolean stops = answer.end() == Conversation.End.STOP_TOKEN;
            assertThat(stops || answer.tokens().written() == 60).isTrue();
            assertThat(answer.raw()).doesNotContain("<|im_end|>");
            stopped |= stops;
        }
        assertThat(stopped).as("one of forty texts stops by itself").isTrue();
        String whole = ask("hello", Draw.GREEDY, 40, List.of(), 1).raw();
        String middle = whole.substring(5, 8);
        Conversation.Answer cut = ask("hello", Draw.GREEDY, 40, List.of("never", middle), 1);
        assertThat(cut.end()).isEqualTo(Conversation.End.STOP_TEXT);
        assertThat(cut.raw()).isEqualTo(whole.substring(0, whole.indexOf(middle)));
        assertThat(cut.tokens().written()).isLessThan(40);
    }

    @Test
    void aNextTurnReadsOnlyWhatIsNew() {
        Conversation.Answer first = ask("a long beginning of a conversation", Draw.GREEDY, 5, List.of(), 1);
        Conversation.Answer second = ask("a long beginning of a conversation, and more", Draw.GREEDY, 5, List.of(), 1);

        assertThat(first.tokens().reused()).isZero();
        assertThat(second.tokens().reused()).isEqualTo(first.tokens().prompt());
    }

    @Test
    void aPromptThatLeavesNoRoomIsRefused() {
        assertThatThrownBy(() -> ask("x".repeat(400), FREE, 5, List.of(), 1))
                .hasMessageContaining("1 to 399 tokens for this model, but was 400");
        assertThat(ask("x".repeat(398), Draw.GREEDY, 5, List.of(), 1).tokens().written())
                .isLessThanOrEqualTo(2);
    }

    private Conversation.Answer ask(String prompt, Draw draw, int most, List<String> stops, long seed) {
        return conversation.answer(new Conversation.Question(prompt, draw, most, stops, seed));
    }
}
