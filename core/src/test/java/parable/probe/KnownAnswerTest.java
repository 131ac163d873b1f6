package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

/// A world in which every direction is known: states are a common state, 1.5 times the feeling's direction,
/// a style of random strength, noise, and one dimension 60 long.
///
/// ```
/// h = x0 + 1.5 u_e + N(0, 1) style + .5 noise        d = 64, 20 feelings; x0 ~ 4 N(0, I), style ~ N(0, I);
///                                                    dimension 0: 60 ± 3
/// ```
class KnownAnswerTest {
    private static final int WIDTH = 64, FEELINGS = 20, STORIES = 120;
    private static final double CHANCE = 1.0 / FEELINGS;

    private final RandomStream random = RandomStream.of(7, "known answer");
    private final double[] common = normal(4);
    private final double[] style = normal(1);
    private final List<double[]> truth = truth();
    private final List<LabeledState> made = stories(), heldOut = stories();
    private final NeutralSpace nothing = new NeutralSpace(List.of());

    @Test
    void standardizedReadoutsFindTheFeelingAndRawOnesDoNot() {
        EmotionAxes axes = EmotionAxes.fit(made, Method.MEAN_DIFFERENCE, nothing);

        assertThat(axes.standardizedOn(heldOut).balancedAccuracy(heldOut, true)).isGreaterThan(5 * CHANCE);
        assertThat(axes.balancedAccuracy(heldOut, false)).isLessThan(3 * CHANCE);
    }

    @Test
    void projectingNeutralTextOutDoesNotLowerTheReadout() {
        NeutralSpace space = neutralSpace();
        double plain = accuracy(EmotionAxes.fit(made, Method.MEAN_DIFFERENCE, nothing));
        double projected = accuracy(EmotionAxes.fit(made, Method.MEAN_DIFFERENCE, space));

        assertThat(space.basis().size()).as("the style varies most").isEqualTo(1);
        assertThat(projected).isGreaterThanOrEqualTo(plain - 0.02);
    }

    @Test
    void meanDifferencesRecoverTheTrueDirections() {
        EmotionAxes axes = EmotionAxes.fit(made, Method.MEAN_DIFFERENCE, neutralSpace());
        double[] center = new double[WIDTH];
        truth.forEach(u -> plus(center, u, 1.0 / FEELINGS));

        double mean = 0;
        for (int e = 0; e < FEELINGS; e++) {
            double[] expected = Vectors.minus(truth.get(e), center);
            double cosine = Vectors.cosine(axes.axes().get(name(e)), expected);
            assertThat(cosine).isGreaterThan(0.8);
            mean += cosine / FEELINGS;
        }
        assertThat(mean).isGreaterThan(0.9);
    }

    @Test
    void everyMethodRecognizesHeldOutStories() {
        for (Method method : Method.values()) {
            assertThat(accuracy(EmotionAxes.fit(made, method, massive())))
                    .as(method.label())
                    .isGreaterThan(5 * CHANCE);
        }
    }

    @Test
    void theFirstGateHoldsForTrueLabelsAndFailsForShuffledOnes() {
        List<LabeledState> shuffled = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            shuffled.add(
                    new LabeledState(name(random.below(FEELINGS)), made.get(i).state()));
        }

        ProbeGate meant = Gates.recognition(EmotionAxes.fit(made, Method.MEAN_DIFFERENCE, nothing), heldOut);
        ProbeGate dealt = Gates.recognition(EmotionAxes.fit(shuffled, Method.MEAN_DIFFERENCE, nothing), heldOut);

        assertThat(meant.holds()).as(meant.shown()).isTrue();
        assertThat(dealt.holds()).as(dealt.shown()).isFalse();
    }

    @Test
    void theThirdGateFailsForShuffledLabels() {
        List<LabeledState> scenes = oneOfEach();
        EmotionAxes axes = EmotionAxes.fit(made, Method.WHITENED, massive());
        List<LabeledState> mislabeled = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            mislabeled.add(new LabeledState(
                    scenes.get((i + 7) % scenes.size()).emotion(), scenes.get(i).state()));
        }

        assertThat(Gates.scenes(axes, scenes, 1).holds()).isTrue();
        assertThat(Gates.scenes(axes, mislabeled, 1).holds()).isFalse();
    }

    private double accuracy(EmotionAxes axes) {
        return axes.standardizedOn(heldOut).balancedAccuracy(heldOut, true);
    }

    private NeutralSpace neutralSpace() {
        Moments neutral = new Moments(WIDTH);
        for (int i = 0; i < 400; i++) {
            neutral.add(state(new double[WIDTH]));
        }
        return NeutralSpace.of(neutral, NeutralSpace.EXPLAINED);
    }

    /// The space of the massive dimension.
    private static NeutralSpace massive() {
        double[] first = new double[WIDTH];
        first[0] = 1;
        return new NeutralSpace(List.of(first));
    }

    private List<LabeledState> oneOfEach() {
        List<LabeledState> some = new ArrayList<>();
        for (int i = 0; i < heldOut.size(); i += STORIES) {
            some.add(heldOut.get(i));
        }
        return some;
    }

    private List<double[]> truth() {
        List<double[]> directions = new ArrayList<>();
        for (int e = 0; e < FEELINGS; e++) {
            directions.add(Vectors.unit(normal(1)));
        }
        return directions;
    }

    private List<LabeledState> stories() {
        List<LabeledState> stories = new ArrayList<>();
        for (int e = 0; e < FEELINGS; e++) {
            for (int i = 0; i < STORIES; i++) {
                stories.add(new LabeledState(name(e), state(truth.get(e))));
            }
        }
        return stories;
    }

    private double[] state(double[] direction) {
        double[] h = common.clone();
        plus(h, direction, 1.5);
        plus(h, style, random.normal());
        plus(h, normal(1), 0.5);
        h[0] = 60 + 3 * random.normal();
        return h;
    }

    private double[] normal(double deviation) {
        double[] values = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i] = deviation * random.normal();
        }
        return values;
    }

    private static void plus(double[] sum, double[] addend, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * addend[i];
        }
    }

    private static String name(int feeling) {
        return "feeling-%02d".formatted(feeling);
    }
}
