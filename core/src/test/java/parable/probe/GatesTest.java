package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.stats.Effect;
import parable.stats.Interval;
import parable.stats.Trials;

/// Each gate opens for what it asks and stays shut for what it must refuse; G1 and G3 on states are in
/// [KnownAnswerTest].
class GatesTest {
    private static final List<Double> RISING = List.of(-1.0, 0.2, 0.4, 1.5, 1.6, 3.0);
    private static final List<Double> IDLE = List.of(0.1, 0.3, 0.0, 0.2, 0.15, 0.1);
    private static final List<Double> STRENGTHS = List.of(-0.2, -0.1, 0.0, 0.1, 0.2);

    @Test
    void intensityMustRiseInFourTemplatesOfSix() {
        List<List<Double>> four = templates(4), three = templates(3);

        assertThat(Gates.intensity(four, IDLE).holds()).isTrue();
        assertThat(Gates.intensity(three, IDLE).holds()).isFalse();
    }

    /// Spearman's correlation of this ladder is .886.
    @Test
    void aTemplateThatNearlyRisesDoesNotCount() {
        List<Double> nearly = List.of(0.0, 2.0, 1.0, 4.0, 3.0, 5.0);

        assertThat(Gates.intensity(Collections.nCopies(6, nearly), IDLE).value())
                .isZero();
    }

    /// Each feeling's stories are recognized twice or four times in twelve, where chance is once.
    @Test
    void recognitionMustBeThreeTimesChance() {
        assertThat(Gates.recognition(axes(), stories(4)).holds()).isTrue();
        assertThat(Gates.recognition(axes(), stories(2)).holds()).isFalse();
    }

    @Test
    void sixScenesOfTwelveMustReadAsTheyImply() {
        assertThat(Gates.scenes(axes(), scenes(6), 1).holds()).isTrue();
        assertThat(Gates.scenes(axes(), scenes(5), 1).holds()).isFalse();
    }

    private static final int FEELINGS = 12;

    /// A direction of its own for each feeling.
    private static EmotionAxes axes() {
        Map<String, double[]> axes = new TreeMap<>();
        IntStream.range(0, FEELINGS).forEach(i -> axes.put(feeling(i), state(i)));
        return new EmotionAxes(axes, Map.of());
    }

    private static String feeling(int i) {
        return "feeling-%02d".formatted(i);
    }

    private static double[] state(int i) {
        double[] state = new double[FEELINGS];
        state[i] = 1;
        return state;
    }

    /// Twelve stories of each feeling; `right` of them read as it, each other one as another feeling.
    private static List<LabeledState> stories(int right) {
        List<LabeledState> stories = new ArrayList<>();
        for (int i = 0; i < FEELINGS; i++) {
            for (int story = 0; story < FEELINGS; story++) {
                int read = story < right ? i : (i + story - right + 1) % FEELINGS;
                stories.add(new LabeledState(feeling(i), state(read)));
            }
        }
        return stories;
    }

    /// A scene of each feeling; the first `right` read as they imply, the others as the next of the others.
    private static List<LabeledState> scenes(int right) {
        List<LabeledState> scenes = new ArrayList<>();
        for (int i = 0; i < FEELINGS; i++) {
            int next = i + 1 < FEELINGS ? i + 1 : right;
            scenes.add(new LabeledState(feeling(i), state(i < right ? i : next)));
        }
        return scenes;
    }

    @Test
    void aReadingThatRisesWithAnyNumberIsRefused() {
        ProbeGate gate = Gates.intensity(templates(6), RISING);

        assertThat(gate.value()).isEqualTo(1);
        assertThat(gate.holds()).isFalse();
    }

    @Test
    void readingsThatDoNotDifferHaveNoRankCorrelation() {
        assertThat(Gates.rankCorrelation(List.of(1.0, 1.0, 1.0))).isZero();
        assertThat(Gates.rankCorrelation(RISING)).isCloseTo(1, within(1e-12));
    }

    @Test
    void reportsMustMoveAndFactsMustNot() {
        List<Double> moved = List.of(0.6, 0.7, 0.65, 0.8), still = List.of(0.01, -0.02, 0.0, 0.01);

        assertThat(Gates.reports(moved, moved, still).holds()).isTrue();
        assertThat(Gates.reports(moved, still, still).holds())
                .as("only of oneself")
                .isFalse();
        assertThat(Gates.reports(moved, moved, moved).holds()).as("facts too").isFalse();
    }

    @Test
    void theDoseMustBeatEveryRandomDirection() {
        Map<Double, Trials> steep = curve(10, 30, 50, 70, 90), flat = curve(50, 49, 50, 51, 50);

        assertThat(Gates.dose(dose(steep, Collections.nCopies(20, flat))).holds())
                .isTrue();
        assertThat(Gates.dose(dose(flat, Collections.nCopies(20, flat))).holds())
                .as("no slope")
                .isFalse();
        List<Map<Double, Trials>> oneAsSteep = new ArrayList<>(Collections.nCopies(19, flat));
        oneAsSteep.add(curve(0, 25, 50, 75, 100));
        assertThat(Gates.dose(dose(steep, oneAsSteep)).holds())
                .as("a control is steeper")
                .isFalse();
        assertThat(Gates.dose(dose(steep, Collections.nCopies(3, flat))).holds())
                .as("three random directions make no band")
                .isFalse();
    }

    @Test
    void aDirectionThatLowersTheRateIsOutsideTheBandInTheWrongSense() {
        Map<Double, Trials> falling = curve(90, 70, 50, 30, 10), flat = curve(50, 50, 50, 50, 50);
        DoseResponse dose = dose(falling, Collections.nCopies(20, flat));

        assertThat(dose.excludesZero()).isTrue();
        assertThat(Gates.dose(dose).holds()).isFalse();
    }

    @Test
    void incoherentStrengthsDoNotEnterTheSlope() {
        Map<Double, Trials> broken = new TreeMap<>(curve(10, 30, 50, 70, 90));
        broken.put(0.8, Trials.of(0, 100));
        Map<Double, Trials> flat = curve(50, 50, 50, 50, 50);

        DoseResponse dose = DoseResponse.of(broken, Collections.nCopies(20, flat), flat, STRENGTHS);

        assertThat(dose.slope().value()).isCloseTo(2, within(1e-9));
        assertThat(dose.coherent()).containsExactlyElementsOf(STRENGTHS);
    }

    /// 1,000 flat curves: the 95 % interval of the slope must hold 0 about that often.
    @Test
    void theSlopesIntervalCoversTheTruthAsOftenAsItSays() {
        RandomStream random = RandomStream.of(5, "flat curves");
        int covered = 0;
        for (int study = 0; study < 1000; study++) {
            Map<Double, Trials> curve = new TreeMap<>();
            for (double strength : STRENGTHS) {
                int k = (int)
                        IntStream.range(0, 60).filter(_ -> random.chance(0.4)).count();
                curve.put(strength, Trials.of(k, 60));
            }
            covered += DoseResponse.slope(curve).interval().contains(0) ? 1 : 0;
        }

        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void anotherHarmMustNotTakeItsPlace() {
        assertThat(Gates.displacement(0.04, "").holds()).isTrue();
        assertThat(Gates.displacement(0.2, "").holds()).isFalse();
    }

    @Test
    void predictionMustBeatTheText() {
        assertThat(Gates.prediction(area(0.9, 0.8), area(0.8, 0.7)).holds()).isTrue();
        ProbeGate beaten = Gates.prediction(area(0.9, 0.8), area(0.98, 0.9));
        assertThat(beaten.holds()).isFalse();
        assertThat(beaten.shown()).contains("adds nothing to the text");
        assertThat(Gates.prediction(area(0.6, 0.4), area(0.5, 0.3)).holds())
                .as("may be chance")
                .isFalse();
    }

    private static Effect area(double value, double lower) {
        return new Effect(value, new Interval(lower, Math.min(1, 2 * value - lower), 0.95), 100, "DeLong", "rollout");
    }

    private static DoseResponse dose(Map<Double, Trials> own, List<Map<Double, Trials>> controls) {
        return DoseResponse.of(own, controls, controls.getFirst(), STRENGTHS);
    }

    private static Map<Double, Trials> curve(int... ofHundred) {
        Map<Double, Trials> curve = new TreeMap<>();
        for (int i = 0; i < ofHundred.length; i++) {
            curve.put(STRENGTHS.get(i), Trials.of(ofHundred[i], 100));
        }
        return curve;
    }

    private static List<List<Double>> templates(int rising) {
        return IntStream.range(0, 6).mapToObj(i -> i < rising ? RISING : IDLE).toList();
    }
}
