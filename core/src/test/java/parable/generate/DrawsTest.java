package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.ground.StudyException;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class DrawsTest {
    /// Probabilities at temperature 1.
    private static final double[] SHARES = {0.25, 0.5, 0.125, 0.125};

    private static final float[] LOGITS = {log(0.25), log(0.5), log(0.125), log(0.125)};

    private static final int DRAWS = 20_000;

    @Test
    void greedyTakesTheFirstOfTheLikeliest() {
        assertThat(drawn(1, sampling(0, 1), LOGITS)).containsExactly(1);
        assertThat(drawn(1, sampling(0, 1), 1, 3, 3, 0)).containsExactly(1);
    }

    @Test
    void tokensComeAsOftenAsTheirProbabilitySays() {
        assertShares(sampling(1, 1), SHARES);
        // At temperature 1/2 probabilities are squared and normalized: 1/4, 1/16, 1/64, 1/64 of 22/64.
        assertShares(sampling(0.5, 1), 4 / 22.0, 16 / 22.0, 1 / 22.0, 1 / 22.0);
    }

    @Test
    void topPKeepsTheSmallestSetThatReachesIt() {
        assertShares(sampling(1, 0.5), 0, 1, 0, 0);
        assertShares(sampling(1, 0.51), 1 / 3.0, 2 / 3.0, 0, 0);
        assertShares(sampling(1, 0.8), 2 / 7.0, 4 / 7.0, 1 / 7.0, 0);
    }

    @Test
    void aLogProbabilityIsThatOfTheModelWhateverTheSampling() {
        Sampling cold = new Sampling(0.5, 0.5, 1, Set.of(), List.of(), Set.of(1));
        CompletableFuture<Generated> answer = new CompletableFuture<>();
        Generation row = generation(GenerationRequest.of(new int[] {1}, cold, 3).withLogProbabilities(), answer);
        assertThat(new Draws(List.of(row), LOGITS).append(0)).isTrue();
        int token = answer.join().tokens()[0];
        assertThat(token).as("1 is banned, and 0 is half of the rest").isZero();
        assertThat(answer.join().logProbabilities()).hasSize(1);
        assertThat(answer.join().logProbabilities()[0]).isCloseTo(Math.log(SHARES[token]), within(1e-6));
    }

    @Test
    void brokenLogitsFailTheirRowOnly() {
        Generation broken =
                generation(GenerationRequest.of(new int[] {1}, sampling(1, 1), 1), new CompletableFuture<>());
        Generation sound =
                generation(GenerationRequest.of(new int[] {1}, sampling(0, 1), 1), new CompletableFuture<>());
        Draws draws = new Draws(List.of(broken, sound), new float[] {0, Float.NaN, 1, 2});
        assertThatThrownBy(() -> draws.append(0)).isInstanceOf(StudyException.class);
        assertThat(draws.append(1)).isTrue();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> sampling(-0.1, 1))
                .hasMessageContaining("temperature must not be negative, but was -0.1");
        assertThatThrownBy(() -> sampling(1, 0)).hasMessageContaining("top p lies in (0, 1], but was 0.0");
        assertThatThrownBy(() -> new Sampling(1, 1, 1, Set.of(), List.of(""), Set.of()))
                .hasMessageContaining("a stop text must not be empty");
    }

    @Test
    void stopTextsNeedATokenizer() {
        Sampling stops = new Sampling(1, 1, 1, Set.of(), List.of("end"), Set.of());
        assertThatThrownBy(() -> generation(GenerationRequest.of(new int[] {1}, stops, 1), new CompletableFuture<>()))
                .hasMessageContaining("stop texts need a tokenizer");
    }

    private static Sampling sampling(double temperature, double topP) {
        return new Sampling(temperature, topP, 1, Set.of(), List.of(), Set.of());
    }

    private static void assertShares(Sampling sampling, double... expected) {
        int[] counts = new int[LOGITS.length];
        for (int token : drawn(DRAWS, sampling, LOGITS)) {
            counts[token]++;
        }
        for (int token = 0; token < counts.length; token++) {
            // Four standard errors of a share near one half.
            assertThat(counts[token] / (double) DRAWS).isCloseTo(expected[token], within(0.015));
        }
    }

    /// The first token of each of some answers.
    private static List<Integer> drawn(int answers, Sampling sampling, float... logits) {
        List<CompletableFuture<Generated>> futures = IntStream.range(0, answers)
                .mapToObj(_ -> new CompletableFuture<Generated>())
                .toList();
        List<Generation> rows = IntStream.range(0, answers)
                .mapToObj(i -> generation(GenerationRequest.of(new int[] {1}, sampling, i), futures.get(i)))
                .toList();
        float[] all = new float[answers * logits.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = logits[i % logits.length];
        }
        Draws draws = new Draws(rows, all);
        for (int row = 0; row < answers; row++) {
            assertThat(draws.append(row)).isTrue();
        }
        return futures.stream().map(future -> future.join().tokens()[0]).toList();
    }

    private static Generation generation(GenerationRequest request, CompletableFuture<Generated> answer) {
        return new Generation(request, 10, Optional.empty(), answer);
    }

    private static float log(double probability) {
        return (float) Math.log(probability);
    }
}
