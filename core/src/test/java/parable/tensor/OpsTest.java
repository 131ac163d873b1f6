package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static parable.tensor.Closeness.assertClose;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.ground.RandomStream;

/// The fused kernels against the formula in their documentation, written out in double.
@ExtendWith(LiveTensors.class)
class OpsTest {
    private static final int T = 5, D = 4;

    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void linearMultipliesByTheTranspose() {
        Tensor x = Tensor.of(new float[] {1, 2}, 1, 2), weight = Tensor.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
        assertThat(Ops.linear(x, weight).floats()).containsExactly(1, 2, 3);
    }

    @Test
    void embeddingTakesRows() {
        Tensor table = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertThat(Ops.embedding(table, Tensor.of(new int[] {1, 1, 0}, 1, 3)).floats())
                .containsExactly(3, 4, 3, 4, 1, 2);
    }

    @Test
    void rmsNormDividesByTheRootMeanSquare() {
        Tensor x = Tensor.of(new float[] {3, 4}, 1, 2), weight = Tensor.of(new float[] {1, 2}, 2);
        double root = Math.sqrt((9 + 16) / 2.0 + 0.5);
        assertClose(
                "rmsNorm",
                Ops.rmsNorm(x, weight, 0.5).floats(),
                new float[] {(float) (3 / root), (float) (8 / root)},
                Closeness.FLOAT32);
    }

    @Test
    void siluGates() {
        float[] expected = {(float) (-2 / (1 + Math.exp(2))), 0, (float) (3 / (1 + Math.exp(-3)))};
        assertClose("silu", Ops.silu(Tensor.of(new float[] {-2, 0, 3}, 3)).floats(), expected, Closeness.FLOAT32);
    }

    @Test
    void plusProductAddsAProduct() {
        Tensor a = Tensor.of(new float[] {1, 2}, 2), b = Tensor.of(new float[] {3, 4}, 2);
        assertThat(Ops.plusProduct(a, b, b).floats()).containsExactly(10, 18);
    }

    @Test
    void attentionIsASoftmaxOverVisibleKeys() {
        float[] q = draw("q", 2 * T * D), k = draw("k", T * D), v = draw("v", T * D);
        Tensor query = Tensor.of(q, 1, 2, T, D), key = Tensor.of(k, 1, 1, T, D), value = Tensor.of(v, 1, 1, T, D);
        float[] mask = new float[T * T];
        for (int t = 0; t < T; t++) {
            java.util.Arrays.fill(mask, t * T + t + 1, (t + 1) * T, -1e9f);
        }

        float[] causal = Ops.causalAttention(query, key, value).floats();
        float[] masked =
                Ops.attention(query, key, value, Tensor.of(mask, 1, 1, T, T)).floats();

        assertClose("causal", causal, attention(q, k, v, true), Closeness.FLOAT32);
        assertClose("masked", masked, attention(q, k, v, true), Closeness.FLOAT32);
        assertClose(
                "all", Ops.attention(query, key, value, null).floats(), attention(q, k, v, false), Closeness.FLOAT32);
    }

    @Test
    void crossEntropySumsOverTheTargetsThatCount() {
        Tensor logits = Tensor.of(new float[] {0, 0, 0, 1, 2, 3}, 2, 3);
        double second = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 2;

        assertThat(Ops.crossEntropySum(logits, Tensor.of(new int[] {0, 1}, 2)).item())
                .isEqualTo(Math.log(3) + second, within(Closeness.FLOAT32));
        assertThat(Ops.crossEntropySum(logits, Tensor.of(new int[] {-100, 1}, 2))
                        .item())
                .isEqualTo(second, within(Closeness.FLOAT32));
    }

    @Test
    void softmaxSumsToOneAndItsLogarithmAgrees() {
        Tensor x = Tensor.of(draw("x", 12), 3, 4);
        assertClose("sums", Ops.softmax(x).sumOver(-1).floats(), new float[] {1, 1, 1}, Closeness.FLOAT32);
        assertClose("log", Ops.logSoftmax(x).exp().floats(), Ops.softmax(x).floats(), Closeness.FLOAT32);
    }

    @Test
    void concatJoinsAlongADimension() {
        Tensor a = Tensor.of(new float[] {1, 2}, 2, 1), b = Tensor.of(new float[] {3, 4}, 2, 1);
        assertThat(Ops.concat(List.of(a, b), 1).floats()).containsExactly(1, 3, 2, 4);
        assertThat(Ops.concat(List.of(a, b), 0).floats()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void adamWTakesTheStepOfThePaper() {
        Tensor p = Tensor.of(new float[] {1}, 1), g = Tensor.of(new float[] {0.5f}, 1);
        Tensor m = Tensor.of(new float[] {0.1f}, 1), v = Tensor.of(new float[] {0.2f}, 1);

        Ops.adamWInPlace(p, g, m, v, new Ops.AdamW(0.01, 0.9, 0.99, 1e-8, 0.1), 3);

        double first = 0.9 * 0.1 + 0.1 * 0.5, second = 0.99 * 0.2 + 0.01 * 0.25;
        double root = Math.sqrt(second / (1 - Math.pow(0.99, 3))) + 1e-8;
        assertClose("first moment", m.item(), first, Closeness.FLOAT32);
        assertClose("second moment", v.item(), second, Closeness.FLOAT32);
        double moved = 1 - 0.01 * 0.1 * 1 - 0.01 * first / (1 - Math.pow(0.9, 3)) / root;
        assertClose("parameter", p.item(), moved, Closeness.FLOAT32);
    }

    private static float[] draw(String purpose, int count) {
        RandomStream random = RandomStream.of(5, purpose);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.normal();
        }
        return values;
    }

    /// Two query heads on one key/value head.
    private static float[] attention(float[] q, float[] k, float[] v, boolean causal) {
        float[] y = new float[q.length];
        for (int row = 0; row < 2 * T; row++) {
            int visible = causal ? row % T + 1 : T;
            double[] weights = new double[visible];
            double total = 0;
            for (int s = 0; s < visible; s++) {
                double score = 0;
                for (int d = 0; d < D; d++) {
                    score += q[row * D + d] * k[s * D + d];
                }
                weights[s] = Math.exp(score / Math.sqrt(D));
                total += weights[s];
            }
            for (int s = 0; s < visible; s++) {
                for (int d = 0; d < D; d++) {
                    y[row * D + d] += (float) (weights[s] / total * v[s * D + d]);
                }
            }
        }
        return y;
    }
}
