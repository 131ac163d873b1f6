package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static parable.tensor.Closeness.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.tensor.Closeness;
import parable.tensor.DType;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.tensor.TensorException;

@ExtendWith(LiveTensors.class)
class DecoderLawTest {
    private static final int T = 40, V = TinyModels.VOCABULARY;

    private final Decoder model = TinyModels.lively(4);
    private final Scope scope = Scope.open();
    private final int[] tokens = TinyModels.tokens(T, 1);

    @AfterEach
    void close() {
        scope.close();
        model.close();
    }

    @Test
    void changingATokenLeavesEarlierLogitsUntouched() {
        float[] before = logits(tokens);
        for (int changed : new int[] {1, 17, 32, T - 1}) {
            int[] edited = tokens.clone();
            edited[changed] = edited[changed] == 9 ? 10 : 9;
            float[] after = logits(edited);
            assertThat(Arrays.copyOf(after, changed * V)).isEqualTo(Arrays.copyOf(before, changed * V));
            assertThat(row(after, changed)).isNotEqualTo(row(before, changed));
            assertThat(row(after, T - 1)).as("later tokens look back").isNotEqualTo(row(before, T - 1));
        }
    }

    @Test
    void rowsOfABatchDoNotMeet() {
        int[] two = Arrays.copyOf(tokens, 2 * T);
        System.arraycopy(TinyModels.tokens(T, 2), 0, two, T, T);
        float[] together = model.logits(Tensor.of(two, 2, T), Tap.NONE).floats();
        assertClose("first row", Arrays.copyOf(together, T * V), logits(tokens), Closeness.REORDERED_FLOAT32);
    }

    @Test
    void rotaryScoresDependOnDistanceOnly() {
        Rotary rope = Rotary.of(64, 8, 10_000, new RotaryScaling.None());
        Tensor q = Tensor.of(new float[] {1, -2, 3, 0.5f, -1, 2, 0.25f, 1}, 1, 1, 1, 8);
        Tensor k = Tensor.of(new float[] {0.5f, 1, -1, 2, 3, -0.5f, 1, -2}, 1, 1, 1, 8);
        for (int distance : new int[] {0, 1, 5, 30}) {
            double near = score(rope, q, 0, k, distance), far = score(rope, q, 33, k, 33 + distance);
            assertThat(far).isEqualTo(near, within(1e-4)); // scores are near 10; angles at 63 are exact to 4e-6
        }
        assertThat(score(rope, q, 0, k, 1)).isNotCloseTo(score(rope, q, 0, k, 2), within(0.1));
    }

    @Test
    void logitsDependOnDistanceOnly() {
        Tensor ids = Tensor.of(tokens, 1, T);
        float[] later = model.project(model.hidden(ids, 50, new Context.Causal(), Tap.NONE), Tap.NONE)
                .floats();
        assertClose("50 positions on", later, logits(tokens), 5 * Closeness.REORDERED_FLOAT32);
    }

    @Test
    void aMaskThatHidesTheFutureIsCausal() {
        float[] mask = new float[T * T];
        for (int t = 0; t < T; t++) {
            Arrays.fill(mask, t * T + t + 1, (t + 1) * T, -1e9f);
        }
        float[] masked = model.logits(Tensor.of(tokens, 1, T), Tensor.of(mask, 1, 1, T, T), Tap.NONE)
                .floats();
        assertClose("masked", masked, logits(tokens), Closeness.REORDERED_FLOAT32);
    }

    @Test
    void decodingWithACacheIsAFullForward() {
        float[] expected = logits(tokens);
        KvCache cache = new KvCache(model.config(), 1, T);
        for (int start = 0; start < T; start += start == 0 ? 7 : 1) { // a prompt of seven, then token by token
            int count = start == 0 ? 7 : 1;
            float[] logits = cached(cache, Arrays.copyOfRange(tokens, start, start + count), 1);
            assertClose(
                    "from token " + start,
                    logits,
                    Arrays.copyOfRange(expected, start * V, (start + count) * V),
                    Closeness.FLOAT32);
        }
        assertThatThrownBy(() -> cached(cache, new int[] {5}, 1))
                .hasMessage("the cache holds 40 tokens; 40 + 1 do not fit");
    }

    @Test
    void aCacheKeepsTheNamedRows() {
        KvCache cache = new KvCache(model.config(), 3, 6);
        cache.release(scope);
        cached(cache, new int[] {5, 6, 7, 8, 9, 10}, 3);
        cache.keepRows(Tensor.of(new int[] {2, 0}, 2));
        float[] logits = cached(cache, new int[] {11, 12}, 2);
        assertClose("third row", row(logits, 0), row(logits(new int[] {9, 10, 11}), 2), Closeness.FLOAT32);
        assertClose("first row", row(logits, 1), row(logits(new int[] {5, 6, 12}), 2), Closeness.FLOAT32);
        cache.close();
    }

    @Test
    void lossAtBirthIsThatOfGuessing() {
        try (Decoder newborn = Decoder.blank(model.config())) {
            Initialization.NORMAL.fill(newborn, 3);
            Tensor logits = newborn.logits(Tensor.of(tokens, 1, T), Tap.NONE).view(T, V);
            double loss = Ops.crossEntropySum(logits, Tensor.of(TinyModels.tokens(T, 8), T))
                            .item()
                    / T;
            assertThat(loss).isEqualTo(Math.log(V), within(0.05));
        }
    }

    @Test
    void everyParameterCounts() {
        float[] before = logits(tokens);
        for (String name : model.parameters().names()) {
            Tensor weight = model.parameters().value(name);
            weight.timesInPlace(1.25);
            assertThat(logits(tokens)).as(name).isNotEqualTo(before);
            weight.timesInPlace(0.8);
        }
        assertThat(model.config().parameterCount())
                .isEqualTo(model.parameters().values().elements());
    }

    @Test
    void whatLiesBeyondTheModelIsRefused() {
        assertThatThrownBy(() -> logits(TinyModels.tokens(TinyModels.CONTEXT + 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("positions up to 97 were asked for, but the model's context is 96 tokens");
        assertThatThrownBy(() -> logits(new int[] {V}))
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("embedding(");
        assertThatThrownBy(() -> model.logits(Tensor.of(tokens, T), Tap.NONE))
                .hasMessage("ids: expected shape [-1, -1] but was [40]");
        assertThatThrownBy(() -> model.parameters().value("lm_head.weight"))
                .hasMessageContaining("no parameter \"lm_head.weight\"");
    }

    @Test
    void aTapIsCalledAtEverySiteInOrder() {
        List<Site> sites = new ArrayList<>();
        Tensor logits = model.logits(Tensor.of(tokens, 1, T), (site, x) -> {
            sites.add(site);
            return x.expect("stream", 1, T, 32);
        });
        assertThat(sites)
                .containsExactly(
                        new Site.Embedding(),
                        new Site.AfterAttention(0),
                        new Site.AfterMlp(0),
                        new Site.AfterAttention(1),
                        new Site.AfterMlp(1),
                        new Site.FinalNorm());
        assertThat(logits.floats()).as("a tap that only looks").isEqualTo(logits(tokens));
    }

    @Test
    void aTapMayReplaceTheStreamAtAnySite() {
        float[] plain = logits(tokens);
        for (Site chosen :
                List.of(new Site.Embedding(), new Site.AfterAttention(1), new Site.AfterMlp(0), new Site.FinalNorm())) {
            Tensor changed = model.logits(Tensor.of(tokens, 1, T), (site, x) -> site.equals(chosen) ? x.plus(0.5) : x);
            assertThat(changed.floats()).as(chosen.toString()).isNotEqualTo(plain);
        }
        Tensor silenced =
                model.logits(Tensor.of(tokens, 1, T), (site, x) -> site instanceof Site.FinalNorm ? x.times(0) : x);
        assertThat(silenced.floats()).containsOnly(0);
    }

    @Test
    void restoringTheStreamRestoresTheModel() {
        int[] others = TinyModels.tokens(T, 9);
        List<Tensor> seen = new ArrayList<>();
        float[] expected = model.logits(Tensor.of(tokens, 1, T), (site, x) -> {
                    if (site.equals(new Site.AfterMlp(0))) {
                        seen.add(x);
                    }
                    return x;
                })
                .floats();
        Tensor patched = model.logits(
                Tensor.of(others, 1, T), (site, x) -> site.equals(new Site.AfterMlp(0)) ? seen.getFirst() : x);
        assertThat(patched.floats()).as("later layers read the stream alone").isEqualTo(expected);
    }

    private float[] logits(int[] ids) {
        return model.logits(Tensor.of(ids, 1, ids.length), Tap.NONE).floats();
    }

    /// Logits of new tokens, as many for each of `rows`, behind those in the cache.
    private float[] cached(KvCache cache, int[] added, int rows) {
        int count = added.length / rows, before = cache.length();
        float[] hidden = new float[count * (before + count)];
        for (int t = 0; t < count; t++) {
            Arrays.fill(hidden, t * (before + count) + before + t + 1, (t + 1) * (before + count), -1e9f);
        }
        Tensor mask = Tensor.of(hidden, 1, 1, count, before + count);
        Tensor ids = Tensor.of(added, rows, count);
        float[] logits = model.project(model.hidden(ids, before, new Context.Cached(cache, mask), Tap.NONE), Tap.NONE)
                .floats();
        cache.advance(count);
        return logits;
    }

    private static double score(Rotary rope, Tensor q, int at, Tensor k, int other) {
        Tensor product = rope.at(at, 1, 1).turn(q).times(rope.at(other, 1, 1).turn(k));
        return product.to(DType.FLOAT64).sum().item();
    }

    private static float[] row(float[] logits, int t) {
        return Arrays.copyOfRange(logits, t * V, (t + 1) * V);
    }
}
