package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.model.Site;
import parable.tensor.DType;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// What an edit does to `v · h`, in float64.
class EditLawTest {
    private static final int TOKENS = 5, WIDTH = 16;
    private static final Offset<Double> EXACTLY = within(1e-8);
    private static final Site SITE = new Site.AfterMlp(0);

    private final RandomStream random = RandomStream.of(3, "edits");
    private final double[] v = Vectors.unit(normal(WIDTH));
    private final double[] h = normal(TOKENS * WIDTH);

    @Test
    void addingMovesTheReadingByStrengthTimesNorm() {
        double[] edited = edited(new Edit.Add(SITE, v, -0.4, 47.5));

        for (int t = 0; t < TOKENS; t++) {
            assertThat(along(edited, t)).isCloseTo(along(h, t) - 0.4 * 47.5, EXACTLY);
        }
    }

    @Test
    void ablatingLeavesNothingAlongTheDirectionAndAllElse() {
        double[] edited = edited(new Edit.Ablate(SITE, v));

        for (int t = 0; t < TOKENS; t++) {
            assertThat(along(edited, t)).isCloseTo(0, EXACTLY);
            double[] back = Vectors.plus(token(edited, t), v, along(h, t));
            assertThat(Vectors.norm(Vectors.minus(back, token(h, t)))).isCloseTo(0, EXACTLY);
        }
    }

    @Test
    void cappingTouchesOnlyReadingsAboveTheLimit() {
        double limit = along(h, 2);
        double[] edited = edited(new Edit.Cap(SITE, v, limit));

        int above = 0;
        for (int t = 0; t < TOKENS; t++) {
            assertThat(along(edited, t)).isCloseTo(Math.min(along(h, t), limit), EXACTLY);
            above += along(h, t) > limit ? 1 : 0;
        }
        assertThat(above).as("some token was capped, some was not").isBetween(1, TOKENS - 1);
    }

    @Test
    void editsOfOtherSitesLeaveTheStreamAlone() {
        try (Scope _ = Scope.open()) {
            Tensor x = tensor(h);

            assertThat(Steering.of(new Edit.Ablate(SITE, v)).at(new Site.Embedding(), x))
                    .isSameAs(x);
            assertThat(new Steering(List.of()).at(SITE, x)).isSameAs(x);
        }
    }

    @Test
    void aStrengthOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new Edit.Add(SITE, v, 2.5, 47))
                .hasMessageContaining("counts residual norms, from -2")
                .hasMessageContaining("2.5");
    }

    /// Differences d = μ + .5 N u + small noise, u across μ: the principal direction of the *centered*
    /// differences is u and has nothing of μ, which their plain mean recovers. A direction must never be
    /// made that way.
    @Test
    void centeredPrincipalDirectionsMissWhatTheMeanFinds() {
        double[] mean = Vectors.unit(normal(WIDTH));
        double[] u = normal(WIDTH);
        double[] across = Vectors.unit(Vectors.plus(u, mean, -Vectors.dot(u, mean)));
        Moments differences = new Moments(WIDTH);
        for (int i = 0; i < 2000; i++) {
            double[] d = Vectors.plus(mean, across, 0.5 * random.normal());
            differences.add(Vectors.plus(d, normal(WIDTH), 0.01));
        }

        double[] principal = NeutralSpace.of(differences, 0.5).basis().getFirst();

        assertThat(Math.abs(Vectors.cosine(principal, mean))).isLessThan(0.05);
        assertThat(Vectors.cosine(differences.mean(), mean)).isGreaterThan(0.999);
    }

    private double[] edited(Edit edit) {
        try (Scope _ = Scope.open()) {
            Tensor result = Steering.of(edit).at(SITE, tensor(h));
            assertThat(result.dtype()).isEqualTo(DType.FLOAT64);
            return result.contiguous().memory().toArray(ValueLayout.JAVA_DOUBLE);
        }
    }

    private static Tensor tensor(double[] values) {
        return Tensor.ofBytes(MemorySegment.ofArray(values), DType.FLOAT64, 1, TOKENS, WIDTH);
    }

    private double along(double[] values, int token) {
        return Vectors.dot(v, token(values, token));
    }

    private static double[] token(double[] values, int token) {
        double[] one = new double[WIDTH];
        System.arraycopy(values, token * WIDTH, one, 0, WIDTH);
        return one;
    }

    private double[] normal(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.normal();
        }
        return values;
    }
}
