package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.model.Decoder;
import parable.model.Site;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

@ExtendWith(LiveTensors.class)
class AlignedRowsTest {
    private static final int NO_STOP = -1, END = 2;
    private static final int[] PROMPT = {1, 20, 30};
    private static final Sampling GREEDY = new Sampling(0, 30, NO_STOP, Set.of());

    private final Decoder model = TinyModels.lively(4);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aTextDoesNotDependOnItsBatch() {
        Sampling sampling = new Sampling(1, 24, END, Set.of(0, 1));
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            requests.add(GenerationRequest.of(TinyModels.tokens(1 + i * 7 % 40, i % 50), sampling, 100 + i));
        }
        List<int[]> alone = texts(1, requests);
        assertThat(alone)
                .extracting(text -> text.length)
                .as("some stop early")
                .contains(24)
                .anyMatch(n -> n < 24);

        for (int batch : new int[] {3, 16, 64}) {
            assertThat(texts(batch, requests))
                    .as("batches of " + batch)
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(alone);
        }
        assertThat(texts(16, requests.reversed()).reversed())
                .as("another order")
                .usingElementComparator(Arrays::compare)
                .isEqualTo(alone);
    }

    @Test
    void aRowThatEndsMakesRoomWhileOthersAreWritten() {
        List<GenerationRequest> requests = new ArrayList<>(samples(6, new Sampling(1, 5, NO_STOP, Set.of())));
        requests.addFirst(GenerationRequest.of(PROMPT, new Sampling(1, 20, NO_STOP, Set.of()), 100));
        int steps = 0;
        try (Generator generator = Generator.of(model, 4)) {
            requests.forEach(request -> generator.ask(request, new CompletableFuture<>()));
            for (; !generator.isIdle(); steps++) {
                generator.step();
            }
        }
        assertThat(steps).as("those of the longest text").isLessThanOrEqualTo(20);
    }

    @Test
    void aTextDependsOnItsSeedOnly() {
        Sampling sampling = new Sampling(1, 30, NO_STOP, Set.of());
        assertThat(write(PROMPT, 5, sampling).tokens())
                .isEqualTo(write(PROMPT, 5, sampling).tokens())
                .isNotEqualTo(write(PROMPT, 6, sampling).tokens());
    }

    @Test
    void greedyIsTheLikeliestTokenWhateverTheSeed() {
        int[] written = write(PROMPT, 1, GREEDY).tokens();
        assertThat(write(PROMPT, 2, GREEDY).tokens()).isEqualTo(written).hasSize(30);
        assertThat(write(PROMPT, 1, new Sampling(3, 30, NO_STOP, Set.of()).greedy())
                        .tokens())
                .isEqualTo(written);

        int[] whole = Arrays.copyOf(PROMPT, PROMPT.length + written.length);
        System.arraycopy(written, 0, whole, PROMPT.length, written.length);
        try (Scope _ = Scope.open()) {
            long[] likeliest = model.logits(Tensor.of(whole, 1, whole.length), Tap.NONE)
                    .argmax()
                    .longs();
            assertThat(Arrays.copyOfRange(likeliest, PROMPT.length - 1, whole.length - 1))
                    .isEqualTo(Arrays.stream(written).asLongStream().toArray());
        }
    }

    @Test
    void tokensComeAsOftenAsTheModelSays() {
        int draws = 4_000;
        for (double temperature : new double[] {0.5, 1, 4}) {
            double[] share = new double[TinyModels.VOCABULARY];
            Sampling sampling = new Sampling(temperature, 1, NO_STOP, Set.of());
            texts(64, samples(draws, sampling)).forEach(text -> share[text[0]] += 1.0 / draws);

            float[] expected = probabilities(temperature);

            for (int token = 0; token < share.length; token++) {
                double deviation = Math.sqrt(expected[token] * (1 - expected[token]) / draws);
                assertThat(Math.abs(share[token] - expected[token]))
                        .as("token %d at temperature %s", token, temperature)
                        .isLessThan(4.5 * deviation + 1e-9);
            }
        }
    }

    @Test
    void bannedTokensAreNeverWritten() {
        int[] favorites =
                Arrays.stream(write(PROMPT, 1, GREEDY).tokens()).distinct().toArray();
        Set<Integer> banned = Set.of(favorites[0], favorites[favorites.length - 1]);
        for (double temperature : new double[] {0, 1, 50}) {
            assertThat(texts(20, samples(20, new Sampling(temperature, 40, NO_STOP, banned))))
                    .allSatisfy(text -> assertThat(Arrays.stream(text).boxed()).doesNotContainAnyElementsOf(banned));
        }
    }

    @Test
    void theStopTokenEndsATextAndIsLeftOut() {
        int[] whole = write(PROMPT, 1, GREEDY).tokens();
        int stop = whole[3];
        int first = IntStream.range(0, whole.length)
                .filter(i -> whole[i] == stop)
                .findFirst()
                .orElseThrow();

        Generated written = write(PROMPT, 1, new Sampling(0, 30, stop, Set.of()));

        assertThat(written.tokens()).isEqualTo(Arrays.copyOf(whole, first));
        assertThat(written.stopped()).isTrue();
        assertThat(write(PROMPT, 1, GREEDY).stopped()).as("at the limit").isFalse();
    }

    @Test
    void textsEndWhereTheContextEnds() {
        int[] prompt = TinyModels.tokens(70, 1); // aligned to 80 of 96
        assertThat(write(prompt, 1, GREEDY).tokens()).hasSize(16);
        assertThatThrownBy(() -> write(TinyModels.tokens(96, 1), 1, GREEDY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a prompt has 1 to 80 tokens for this model, but was 96; shorten it");
    }

    @Test
    void anEmptyPromptIsRefused() {
        assertThatThrownBy(() -> write(new int[0], 1, GREEDY)).hasMessageContaining("an empty prompt");
    }

    @Test
    void noRequestsGiveNoTexts() {
        assertThat(texts(8, List.of())).isEmpty();
    }

    @Test
    void aTapSteersWhatIsWritten() {
        Tap silence = (site, x) -> site instanceof Site.FinalNorm ? x.times(0) : x;
        assertThat(texts(1, List.of(GenerationRequest.of(PROMPT, GREEDY, 1).tapped(silence)))
                        .getFirst())
                .as("all tokens equally likely: the first is taken")
                .containsOnly(0);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Sampling(-0.1, 1, END, Set.of()))
                .hasMessage("temperature must not be negative, but was -0.1");
        assertThatThrownBy(() -> new Sampling(1, 0, END, Set.of())).hasMessage("maxTokens must be positive, but was 0");
    }

    private Generated write(int[] prompt, long seed, Sampling sampling) {
        return generated(4, List.of(GenerationRequest.of(prompt, sampling, seed)))
                .getFirst();
    }

    private static List<GenerationRequest> samples(int count, Sampling sampling) {
        return IntStream.range(0, count)
                .mapToObj(seed -> GenerationRequest.of(PROMPT, sampling, seed))
                .toList();
    }

    private List<int[]> texts(int rows, List<GenerationRequest> requests) {
        return generated(rows, requests).stream().map(Generated::tokens).toList();
    }

    private List<Generated> generated(int rows, List<GenerationRequest> requests) {
        try (Generator generator = Generator.of(model, rows)) {
            return generator.generate(requests);
        }
    }

    private float[] probabilities(double temperature) {
        try (Scope _ = Scope.open()) {
            Tensor logits = model.logits(Tensor.of(PROMPT, 1, PROMPT.length), Tap.NONE);
            return Ops.softmax(logits.select(1, PROMPT.length - 1).over(temperature))
                    .floats();
        }
    }
}
