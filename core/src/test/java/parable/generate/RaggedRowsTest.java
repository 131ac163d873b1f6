package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.generate.Generated.End;
import parable.model.KvCache;
import parable.model.OpenModel;
import parable.model.TinyOpenModel;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class RaggedRowsTest {
    private static final long PLENTY = 1L << 30;
    private static final int ROWS = 16;

    @TempDir
    static Path folder;

    private OpenModel model;
    private Generator batch;

    @BeforeEach
    void open() throws IOException {
        model = OpenModel.gguf(TinyOpenModel.gguf(folder.resolve("tiny.gguf"), ""));
        batch = Generator.of(model, PLENTY, ROWS);
    }

    @AfterEach
    void close() {
        batch.close();
        model.close();
    }

    @Test
    void theSameQuestionHasTheSameAnswerWhateverWasAskedBefore() {
        Generated first = ask("hello there", 1, 1, 30, List.of(), 7);
        ask("something else", 1, 1, 30, List.of(), 8);
        Generated again = ask("hello there", 1, 1, 30, List.of(), 7);

        assertThat(again.text().orElseThrow().raw())
                .isEqualTo(first.text().orElseThrow().raw());
        assertThat(ask("hello there", 1, 1, 30, List.of(), 9)
                        .text()
                        .orElseThrow()
                        .raw())
                .isNotEqualTo(first.text().orElseThrow().raw());
    }

    @Test
    void answersSideBySideAreThoseOfEachQuestionAlone() {
        List<GenerationRequest> questions = questions(40);
        List<Generated> alone = new ArrayList<>();
        try (Generator single = Generator.of(model, PLENTY, 1)) {
            for (GenerationRequest question : questions) {
                alone.addAll(all(single, question));
            }
        }
        assertThat(alone).extracting(Generated::end).contains(End.STOP_TOKEN, End.STOP_TEXT, End.LENGTH);

        for (int rows : new int[] {2, 5, ROWS}) {
            try (Generator several = Generator.of(model, PLENTY, rows)) {
                assertThat(texts(all(several, questions.toArray(GenerationRequest[]::new))))
                        .as("%d rows", rows)
                        .isEqualTo(texts(alone));
                List<GenerationRequest> reversed = questions.reversed();
                assertThat(texts(all(several, reversed.toArray(GenerationRequest[]::new))))
                        .as("%d rows, another order, texts still in memory", rows)
                        .isEqualTo(texts(alone.reversed()));
            }
        }
    }

    @Test
    void whoComesWhileOthersAreWritingIsAnsweredAsIfAlone() {
        List<GenerationRequest> questions = questions(20);
        List<CompletableFuture<Generated>> answers = new ArrayList<>();
        for (GenerationRequest question : questions) {
            answers.add(ask(question));
            batch.step();
            batch.step();
        }
        finish();

        try (Generator single = Generator.of(model, PLENTY, 1)) {
            for (int i = 0; i < questions.size(); i++) {
                Generated alone = all(single, questions.get(i)).getFirst();
                assertThat(answers.get(i).join().text().orElseThrow().raw())
                        .isEqualTo(alone.text().orElseThrow().raw());
            }
        }
    }

    @Test
    void aQuestionThatFailsOrIsGivenUpLeavesTheOthersAlone() {
        List<GenerationRequest> questions = questions(6);
        List<Generated> undisturbed = all(batch, questions.toArray(GenerationRequest[]::new));
        CompletableFuture<Generated> tooLong = ask(question("x".repeat(400), 1, 1, 5, List.of(), 1));
        CompletableFuture<Generated> breaksDown = new CompletableFuture<>() {
            @Override
            public boolean complete(Generated answer) {
                throw new IllegalStateException("no answer is wanted");
            }
        };
        batch.ask(question("hello", 1, 1, 5, List.of(), 1), breaksDown);
        CompletableFuture<Generated> givenUp = ask(question("hello", 1, 1, 300, List.of(), 1));
        List<CompletableFuture<Generated>> others =
                questions.stream().map(question -> ask(question)).toList();
        batch.step();
        assertThat(givenUp.cancel(false)).isTrue();
        finish();

        assertThat(tooLong).isCompletedExceptionally();
        assertThat(breaksDown).isCompletedExceptionally();
        assertThat(texts(others.stream().map(CompletableFuture::join).toList())).isEqualTo(texts(undisturbed));
    }

    @Test
    void littleMemoryMakesThemWaitAndChangesNothing() {
        List<GenerationRequest> questions = questions(12);
        List<Generated> plenty = all(batch, questions.toArray(GenerationRequest[]::new));
        long perToken = KvCache.bytesPerToken(model.decoder().config());
        for (long tokens : new long[] {1, 300, 700}) {
            try (Generator narrow = Generator.of(model, tokens * perToken, ROWS)) {
                assertThat(texts(all(narrow, questions.toArray(GenerationRequest[]::new))))
                        .as("memory for %d tokens", tokens)
                        .isEqualTo(texts(plenty));
            }
        }
    }

    @Test
    void anAnswerEndsAtAStopTokenAtAStopTextOrAtItsLength() {
        boolean stopped = false;
        for (long seed = 0; seed < 40; seed++) {
            Generated answer = ask("hello", 2, 1, 60, List.of(), seed);
            boolean stops = answer.end() == End.STOP_TOKEN;
            assertThat(stops || answer.usage().drawn() == 60).isTrue();
            assertThat(answer.text().orElseThrow().raw()).doesNotContain("<|im_end|>");
            stopped |= stops;
        }
        assertThat(stopped).as("one of forty texts stops by itself").isTrue();
        String whole = ask("hello", 0, 1, 40, List.of(), 1).text().orElseThrow().raw();
        String middle = whole.substring(5, 8);
        Generated cut = ask("hello", 0, 1, 40, List.of("never", middle), 1);
        assertThat(cut.end()).isEqualTo(End.STOP_TEXT);
        assertThat(cut.text().orElseThrow().raw()).isEqualTo(whole.substring(0, whole.indexOf(middle)));
        assertThat(cut.usage().drawn()).isLessThan(40);
    }

    @Test
    void whatAnotherPromptBeginsWithIsNotReadAgain() {
        String opening = "a long beginning. ".repeat(15); // 270 tokens
        List<Generated> samples = all(
                batch,
                question(opening, 1, 1, 5, List.of(), 1),
                question(opening, 1, 1, 5, List.of(), 2),
                question(opening, 1, 1, 5, List.of(), 3));
        Generated turn =
                ask(opening + samples.getFirst().text().orElseThrow().raw() + " and more", 1, 1, 5, List.of(), 1);

        assertThat(samples)
                .extracting(answer -> answer.usage().reused())
                .as("of the very same prompt nothing, though its answer is being written")
                .containsExactly(0, 270, 270);
        assertThat(turn.usage().reused()).as("whole pieces").isEqualTo(256);
    }

    @Test
    void aPromptThatLeavesNoRoomIsRefused() {
        assertThatThrownBy(() -> ask("x".repeat(400), 1, 1, 5, List.of(), 1))
                .hasMessageContaining("1 to 399 tokens for this model, but was 400");
        assertThat(ask("x".repeat(398), 0, 1, 5, List.of(), 1).usage().drawn()).isLessThanOrEqualTo(2);
    }

    @Test
    void openRequestsFailWhenItIsClosed() {
        CompletableFuture<Generated> open = ask(question("hello", 1, 1, 300, List.of(), 1));
        batch.step();
        CompletableFuture<Generated> waiting = ask(question("hello", 1, 1, 300, List.of(), 2));
        batch.close();
        assertThatThrownBy(open::join).hasMessageContaining("closed before it answered");
        assertThatThrownBy(waiting::join).hasMessageContaining("closed before it answered");
        assertThat(batch.isIdle()).isTrue();
    }

    /// Of many lengths, many of them beginning alike, ending in every way.
    private List<GenerationRequest> questions(int count) {
        List<GenerationRequest> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String prompt = "You are an agent. ".repeat(i % 4 == 3 ? 16 : 1 + i % 4) + "Task " + i % 5;
            List<String> stops = i % 3 == 0 ? List.of("e") : List.of();
            questions.add(question(prompt, i % 2 + 0.5, i % 5 == 0 ? 0.9 : 1, 3 + i, stops, i));
        }
        return Collections.unmodifiableList(questions);
    }

    private static List<String> texts(List<Generated> answers) {
        return answers.stream()
                .map(answer -> answer.end() + " " + answer.text().orElseThrow().raw())
                .toList();
    }

    private Generated ask(String prompt, double temperature, double topP, int most, List<String> stops, long seed) {
        return all(batch, question(prompt, temperature, topP, most, stops, seed))
                .getFirst();
    }

    private GenerationRequest question(
            String prompt, double temperature, double topP, int most, List<String> stops, long seed) {
        Sampling sampling = new Sampling(temperature, topP, most, model.stops(), stops, Set.of());
        return GenerationRequest.of(model.tokenizer().encode(prompt), sampling, seed);
    }

    private static List<Generated> all(Generator generator, GenerationRequest... requests) {
        return generator.generate(List.of(requests));
    }

    private CompletableFuture<Generated> ask(GenerationRequest request) {
        CompletableFuture<Generated> answer = new CompletableFuture<>();
        batch.ask(request, answer);
        return answer;
    }

    private void finish() {
        while (!batch.isIdle()) {
            batch.step();
        }
    }
}
