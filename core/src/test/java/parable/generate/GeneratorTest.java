package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.model.Decoder;
import parable.model.OpenModel;
import parable.model.Site;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.model.TinyOpenModel;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// What holds for both layouts of rows.
@ExtendWith(LiveTensors.class)
class GeneratorTest {
    private static final Site SITE = new Site.AfterMlp(0);
    private static final Sampling SAMPLING = new Sampling(1, 1, 12, Set.of(), List.of(), Set.of());

    @TempDir
    Path folder;

    /// Pushes the stream along its first channels.
    private record Push(double by) implements Tap {
        @Override
        public Tensor at(Site site, Tensor x) {
            return site.equals(SITE) ? x.plus(by) : x;
        }

        @Override
        public boolean isPure() {
            return true;
        }
    }

    /// Counts the tokens that it sees at one site.
    private static final class Count implements Tap {
        private final List<Long> tokens = new ArrayList<>();

        @Override
        public Tensor at(Site site, Tensor x) {
            if (site.equals(SITE)) {
                tokens.add(x.size(0) * x.size(1));
            }
            return x;
        }

        long all() {
            return tokens.stream().mapToLong(Long::longValue).sum();
        }
    }

    /// Once with a model that trains and once with one that only reads.
    private void withBoth(int rows, Consumer<Generator> body) throws IOException {
        try (Decoder trains = TinyModels.lively(4);
                Generator generator = Generator.of(trains, rows)) {
            body.accept(generator);
        }
        try (OpenModel reads = OpenModel.gguf(TinyOpenModel.gguf(folder.resolve("tiny.gguf"), ""));
                Generator generator = Generator.of(reads, 1L << 28, rows)) {
            body.accept(generator);
        }
    }

    @Test
    void aTapChangesItsOwnSequenceAndNoOther() throws IOException {
        List<GenerationRequest> plain = requests(12);
        List<GenerationRequest> some = new ArrayList<>(plain);
        for (int i = 0; i < some.size(); i++) {
            some.set(i, i % 3 == 0 ? plain.get(i).tapped(new Push(i % 2 == 0 ? 2 : -2)) : plain.get(i));
        }
        withBoth(12, generator -> {
            List<int[]> before = tokens(generator.generate(plain)), mixed = tokens(generator.generate(some));
            for (int i = 0; i < plain.size(); i++) {
                int[] alone =
                        generator.generate(List.of(some.get(i))).getFirst().tokens();
                assertThat(mixed.get(i)).as("%d, alone", i).isEqualTo(alone);
                assertThat(Arrays.equals(mixed.get(i), before.get(i)))
                        .as("%d, as without any tap", i)
                        .isEqualTo(i % 3 != 0);
            }
        });
    }

    @Test
    void aTapThatKeepsARecordSeesEachTokenOfItsSequenceOnce() throws IOException {
        withBoth(4, generator -> {
            generator.generate(requests(6)); // so that prefixes are in memory
            List<Count> counts = new ArrayList<>();
            List<GenerationRequest> counted = new ArrayList<>();
            for (GenerationRequest request : requests(6)) {
                counts.add(new Count());
                counted.add(request.tapped(counts.getLast()));
            }
            List<Generated> written = generator.generate(counted);
            for (int i = 0; i < counted.size(); i++) {
                long read = counted.get(i).prompt().length + written.get(i).tokens().length - 1L;
                assertThat(counts.get(i).all())
                        .as("prompt %d and what was drawn, but the last", i)
                        .isEqualTo(read);
                assertThat(written.get(i).usage().reused()).isZero();
            }
        });
    }

    @Test
    void equalPromptsAreReadOnceAlsoUnderEqualTaps() throws IOException {
        int[] prompt = TinyModels.tokens(40, 1);
        withBoth(4, generator -> {
            for (Tap tap : List.of(Tap.NONE, new Push(1))) {
                List<GenerationRequest> samples = IntStream.range(0, 4)
                        .mapToObj(i -> GenerationRequest.of(prompt, SAMPLING, i).tapped(tap))
                        .toList();
                assertThat(generator.generate(samples).stream()
                                .mapToInt(one -> one.usage().reused())
                                .sum())
                        .isEqualTo(3 * prompt.length);
            }
        });
    }

    @Test
    void logProbabilitiesAreThoseOfAFullForwardPass() throws IOException {
        Sampling sampling = new Sampling(2, 0.9, 20, Set.of(5), List.of(), Set.of(9, 10));
        try (Decoder model = TinyModels.lively(4);
                Generator generator = Generator.of(model, 8)) {
            List<GenerationRequest> requests = IntStream.range(0, 24)
                    .mapToObj(i -> GenerationRequest.of(TinyModels.tokens(3 + i, i), sampling, i)
                            .withLogProbabilities())
                    .toList();
            List<Generated> written = generator.generate(requests);
            assertThat(written).extracting(Generated::stopped).contains(true, false);
            for (int i = 0; i < written.size(); i++) {
                Generated one = written.get(i);
                int[] drawn = Arrays.copyOf(one.tokens(), one.usage().drawn());
                if (one.stopped()) {
                    drawn[drawn.length - 1] = 5;
                }
                double[] expected = fullForward(model, requests.get(i).prompt(), drawn, Tap.NONE);
                assertThat(one.logProbabilities()).containsExactly(expected, within(1e-5));
            }
        }
        withBoth(
                2,
                generator -> assertThat(generator.generate(requests(3)))
                        .allSatisfy(one -> assertThat(one.logProbabilities()).isEmpty()));
    }

    @Test
    void eachTokenIsStreamedAsItIsDrawn() throws IOException {
        withBoth(3, generator -> {
            List<List<Integer>> streams = new ArrayList<>();
            List<GenerationRequest> streamed = new ArrayList<>();
            for (GenerationRequest request : requests(5)) {
                List<Integer> stream = new ArrayList<>();
                streams.add(stream);
                streamed.add(request.streamedTo(stream::add));
            }
            List<Generated> written = generator.generate(streamed);
            for (int i = 0; i < streams.size(); i++) {
                assertThat(streams.get(i).stream().mapToInt(Integer::intValue).toArray())
                        .isEqualTo(written.get(i).tokens());
            }
        });
    }

    @Test
    void oneRequestThatCannotBeWrittenStopsAllOfThemAndLeavesTheEngineUsable() throws IOException {
        withBoth(4, generator -> {
            List<GenerationRequest> broken = new ArrayList<>(requests(3));
            broken.add(requests(4).getLast().streamedTo(_ -> {
                throw new IllegalArgumentException("the listener is gone");
            }));
            assertThatThrownBy(() -> generator.generate(broken)).hasMessage("the listener is gone");
            assertThat(generator.isIdle()).isTrue();
            assertThat(generator.generate(requests(3))).hasSize(3);
        });
    }

    @Test
    void aContinuationHasTheLogProbabilitiesOfAFullForwardPass() {
        try (Decoder model = TinyModels.lively(4);
                Generator generator = Generator.of(model, 4)) {
            List<Continuation> continuations = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int[] prompt = TinyModels.tokens(1 + 15 * (i / 2), i / 2);
                continuations.add(new Continuation(
                        prompt, TinyModels.tokens(1 + 3 * i, 50 + i), i % 2 == 0 ? Tap.NONE : new Push(0.3)));
            }
            List<ContinuationScore> scores = generator.score(continuations);
            for (int i = 0; i < scores.size(); i++) {
                Continuation one = continuations.get(i);
                double[] expected = fullForward(model, one.prompt(), one.continuation(), one.tap());
                assertThat(scores.get(i).logProbabilities()).containsExactly(expected, within(1e-5));
                assertThat(scores.get(i).mean())
                        .isCloseTo(Arrays.stream(expected).average().orElseThrow(), within(1e-5));
            }
            assertThat(generator.score(continuations.reversed()).reversed())
                    .usingRecursiveComparison()
                    .as("to the last bit, whatever was read before")
                    .isEqualTo(scores);
        }
        assertThatThrownBy(() -> new Continuation(new int[0], new int[] {1})).hasMessageContaining("an empty prompt");
        assertThatThrownBy(() -> new Continuation(new int[] {1}, new int[0]))
                .hasMessageContaining("an empty continuation");
    }

    private static double[] fullForward(Decoder model, int[] prompt, int[] continuation, Tap tap) {
        int[] whole = new Continuation(prompt, continuation).tokens();
        try (Scope _ = Scope.open()) {
            float[] logs = Ops.logSoftmax(model.logits(Tensor.of(whole, 1, whole.length), tap))
                    .floats();
            int V = model.config().vocabulary();
            double[] expected = new double[continuation.length];
            Arrays.setAll(expected, i -> logs[(prompt.length + i - 1) * V + continuation[i]]);
            return expected;
        }
    }

    private static List<int[]> tokens(List<Generated> written) {
        return written.stream().map(Generated::tokens).toList();
    }

    /// Of several lengths.
    private static List<GenerationRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> GenerationRequest.of(TinyModels.tokens(3 + 5 * (i % 4), i), SAMPLING, i))
                .toList();
    }
}
