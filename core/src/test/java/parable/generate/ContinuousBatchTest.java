package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.generate.ContinuousBatch.Answer;
import parable.generate.ContinuousBatch.End;
import parable.generate.ContinuousBatch.Question;
import parable.model.KvCache;
import parable.model.OpenModel;
import parable.model.TinyOpenModel;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class ContinuousBatchTest {
    private static final Draw FREE = new Draw(1, 1);
    private static final long PLENTY = 1L << 30;
    private static final int ROWS = 16;

    @TempDir
    static Path folder;

    private OpenModel model;
    private ContinuousBatch batch;

    @BeforeEach
    void open() throws IOException {
        model = OpenModel.gguf(TinyOpenModel.gguf(folder.resolve("tiny.gguf"), ""));
        batch = new ContinuousBatch(model, PLENTY, ROWS);
    }

    @AfterEach
    void close() {
        batch.close();
        model.close();
    }

    @Test
    void theSameQuestionHasTheSameAnswerWhateverWasAskedBefore() {
        Answer first = ask("hello there", FREE, 30, List.of(), 7);
        ask("something else", FREE, 30, List.of(), 8);
        Answer again = ask("hello there", FREE, 30, List.of(), 7);

        assertThat(again.raw()).isEqualTo(first.raw());
        assertThat(ask("hello there", FREE, 30, List.of(), 9).raw()).isNotEqualTo(first.raw());
    }

    @Test
    void answersSideBySideAreThoseOfEachQuestionAlone() {
        List<Question> questions = questions(40);
        List<Answer> alone = new ArrayList<>();
        try (ContinuousBatch single = new ContinuousBatch(model, PLENTY, 1)) {
            for (Question question : questions) {
                alone.addAll(Asking.all(single, question));
            }
        }
        assertThat(alone).extracting(Answer::end).contains(End.STOP_TOKEN, End.STOP_TEXT, End.LENGTH);

        for (int rows : new int[] {2, 5, ROWS}) {
            try (ContinuousBatch several = new ContinuousBatch(model, PLENTY, rows)) {
                assertThat(texts(Asking.all(several, questions.toArray(Question[]::new))))
                        .as("%d rows", rows)
                        .isEqualTo(texts(alone));
                List<Question> reversed = questions.reversed();
                assertThat(texts(Asking.all(several, reversed.toArray(Question[]::new))))
                        .as("%d rows, another order, texts still in memory", rows)
                        .isEqualTo(texts(alone.reversed()));
            }
        }
    }

    @Test
    void whoComesWhileOthersAreWritingIsAnsweredAsIfAlone() {
        List<Question> questions = questions(20);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (Question question : questions) {
            answers.add(Asking.ask(batch, question));
            batch.step();
            batch.step();
        }
        Asking.finish(batch);

        try (ContinuousBatch single = new ContinuousBatch(model, PLENTY, 1)) {
            for (int i = 0; i < questions.size(); i++) {
                Answer alone = Asking.all(single, questions.get(i)).getFirst();
                assertThat(answers.get(i).join().raw()).isEqualTo(alone.raw());
            }
        }
    }

    @Test
    void aQuestionThatFailsOrIsGivenUpLeavesTheOthersAlone() {
        List<Question> questions = questions(6);
        List<Answer> undisturbed = Asking.all(batch, questions.toArray(Question[]::new));
        CompletableFuture<Answer> tooLong = Asking.ask(batch, question("x".repeat(400), FREE, 5, List.of(), 1));
        CompletableFuture<Answer> breaksDown = new CompletableFuture<>() {
            @Override
            public boolean complete(Answer answer) {
                throw new IllegalStateException("no answer is wanted");
            }
        };
        batch.ask(question("hello", FREE, 5, List.of(), 1), breaksDown);
        CompletableFuture<Answer> givenUp = Asking.ask(batch, question("hello", FREE, 300, List.of(), 1));
        List<CompletableFuture<Answer>> others =
                questions.stream().map(question -> Asking.ask(batch, question)).toList();
        batch.step();
        assertThat(givenUp.cancel(false)).isTrue();
        Asking.finish(batch);

        assertThat(tooLong).isCompletedExceptionally();
        assertThat(breaksDown).isCompletedExceptionally();
        assertThat(texts(others.stream().map(CompletableFuture::join).toList())).isEqualTo(texts(undisturbed));
    }

    @Test
    void littleMemoryMakesThemWaitAndChangesNothing() {
        List<Question> questions = questions(12);
        List<Answer> plenty = Asking.all(batch, questions.toArray(Question[]::new));
        long perToken = KvCache.bytesPerToken(model.decoder().config());
        for (long tokens : new long[] {1, 300, 700}) {
            try (ContinuousBatch narrow = new ContinuousBatch(model, tokens * perToken, ROWS)) {
                assertThat(texts(Asking.all(narrow, questions.toArray(Question[]::new))))
                        .as("memory for %d tokens", tokens)
                        .isEqualTo(texts(plenty));
            }
        }
    }

    @Test
    void anAnswerEndsAtAStopTokenAtAStopTextOrAtItsLength() {
        boolean stopped = false;
        for (long seed = 0; seed < 40; seed++) {
            Answer answer = ask("hello", new Draw(2, 1), 60, List.of(), seed);
            boolean stops = answer.end() == End.STOP_TOKEN;
            assertThat(stops || answer.tokens().written() == 60).isTrue();
            assertThat(answer.raw()).doesNotContain("<|im_end|>");
            stopped |= stops;
        }
        assertThat(stopped).as("one of forty texts stops by itself").isTrue();
        String whole = ask("hello", Draw.GREEDY, 40, List.of(), 1).raw();
        String middle = whole.substring(5, 8);
        Answer cut = ask("hello", Draw.GREEDY, 40, List.of("never", middle), 1);
        assertThat(cut.end()).isEqualTo(End.STOP_TEXT);
        assertThat(cut.raw()).isEqualTo(whole.substring(0, whole.indexOf(middle)));
        assertThat(cut.tokens().written()).isLessThan(40);
    }

    @Test
    void whatAnotherPromptBeginsWithIsNotReadAgain() {
        String opening = "a long beginning. ".repeat(15); // 270 tokens
        List<Answer> samples = Asking.all(
                batch,
                question(opening, FREE, 5, List.of(), 1),
                question(opening, FREE, 5, List.of(), 2),
                question(opening, FREE, 5, List.of(), 3));
        Answer turn = ask(opening + samples.getFirst().raw() + " and more", FREE, 5, List.of(), 1);

        assertThat(samples)
                .extracting(answer -> answer.tokens().reused())
                .as("of the very same prompt nothing, though its answer is being written")
                .containsExactly(0, 270, 270);
        assertThat(turn.tokens().reused()).as("whole pieces").isEqualTo(256);
    }

    @Test
    void aPromptThatLeavesNoRoomIsRefused() {
        assertThatThrownBy(() -> ask("x".repeat(400), FREE, 5, List.of(), 1))
                .hasMessageContaining("1 to 399 tokens for this model, but was 400");
        assertThat(ask("x".repeat(398), Draw.GREEDY, 5, List.of(), 1).tokens().written())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void whoWaitsWhenItIsClosedIsTold() {
        CompletableFuture<Answer> open = Asking.ask(batch, question("hello", FREE, 300, List.of(), 1));
        batch.step();
        CompletableFuture<Answer> waiting = Asking.ask(batch, question("hello", FREE, 300, List.of(), 2));
        batch.close();
        assertThatThrownBy(open::join).hasMessageContaining("closed before it answered");
        assertThatThrownBy(waiting::join).hasMessageContaining("closed before it answered");
        assertThat(batch.isIdle()).isTrue();
    }

    /// Of many lengths, many of them beginning alike, ending in every way.
    private static List<Question> questions(int count) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String prompt = "You are an agent. ".repeat(i % 4 == 3 ? 16 : 1 + i % 4) + "Task " + i % 5;
            List<String> stops = i % 3 == 0 ? List.of("e") : List.of();
            questions.add(question(prompt, new Draw(i % 2 + 0.5, i % 5 == 0 ? 0.9 : 1), 3 + i, stops, i));
        }
        return Collections.unmodifiableList(questions);
    }

    private static List<String> texts(List<Answer> answers) {
        return answers.stream().map(answer -> answer.end() + " " + answer.raw()).toList();
    }

    private Answer ask(String prompt, Draw draw, int most, List<String> stops, long seed) {
        return Asking.all(batch, question(prompt, draw, most, stops, seed)).getFirst();
    }

    private static Question question(String prompt, Draw draw, int most, List<String> stops, long seed) {
        return new Question(prompt, draw, most, stops, seed);
    }
}
