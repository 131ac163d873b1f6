package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;

/// A direction among controls: what it reads of a thought, and what pushing it does to the log-odds.
class RankedProbeTest {
    private static final double EXACT = 1e-12;

    private static Ranking ranking(double value, double... random) {
        List<Double> all = DoubleStream.of(random).boxed().toList();
        return new Ranking(value, Map.of("calm", 1.0, "sad", 3.0), List.of(0.0, 2.0, 4.0), all);
    }

    @Test
    void theRankCountsControlsThatAreAtLeastAsHigh() {
        Ranking ranking = ranking(2, 0, 1, 2, 3);

        assertThat(ranking.pRandom()).as("2 and 3, and itself, of 5").isEqualTo(3.0 / 5);
        assertThat(ranking.pShuffled()).as("2 and 4, and itself, of 4").isEqualTo(3.0 / 4);
        assertThat(ranking.amongFeelings()).as("sad is higher").isEqualTo(2);
        assertThat(ranking.feelingsMean()).isEqualTo(2);
    }

    @Test
    void theEdgeIsWhatMustBeExceededForARareRank() {
        double[] fifty = IntStream.rangeClosed(1, 50).mapToDouble(i -> i).toArray();
        double[] eighty = IntStream.rangeClosed(1, 80).mapToDouble(i -> i).toArray();

        assertThat(ranking(50.5, fifty).randomEdge()).isEqualTo(50);
        assertThat(ranking(50.5, fifty).pRandom()).isLessThan(0.025);
        assertThat(ranking(79.5, eighty).randomEdge())
                .as("of 80 one may be higher")
                .isEqualTo(79);
        assertThat(ranking(79.5, eighty).pRandom()).isLessThan(0.025);
        assertThat(ranking(78.5, eighty).pRandom()).isGreaterThan(0.025);
    }

    @Test
    void overModelsTheMeanOfEveryDirectionIsRanked() {
        Ranking mean = Ranking.mean(List.of(ranking(5, 9, 0), ranking(5, 0, 9)));

        assertThat(mean.value()).isEqualTo(5);
        assertThat(mean.random()).containsExactly(4.5, 4.5);
        assertThat(mean.pRandom()).as("no direction leads in the mean").isEqualTo(1.0 / 3);
    }

    @Test
    void aReadingIsStandardizedAtItsPositionOfTheThought() {
        double[][] rollouts = new double[ThoughtReadings.LEAST][];
        Arrays.setAll(rollouts, i -> new double[] {i % 2, 100 + 10 * (i % 2), 7});
        rollouts[0] = new double[] {0, 100, 7, 1e9};
        double deviation = Math.sqrt(0.25 * ThoughtReadings.LEAST / (ThoughtReadings.LEAST - 1));

        double[] read = ThoughtReadings.standardized(rollouts);

        assertThat(read[1]).as("half a step above either mean").isCloseTo(0.5 / deviation, within(EXACT));
        assertThat(read[0]).as("a fourth token of one rollout says nothing").isCloseTo(-0.5 / deviation, within(EXACT));
    }

    @Test
    void aDriftAlongTheThoughtCannotPassForAFeeling() {
        RandomStream random = RandomStream.of(3, "drift");
        double[][] rollouts = new double[400][];
        for (int i = 0; i < rollouts.length; i++) {
            int length = i % 2 == 0 ? 6 : 12; // the longer ones are blackmail
            rollouts[i] = IntStream.range(0, length)
                    .mapToDouble(t -> t + 0.1 * random.normal())
                    .toArray();
        }

        ThoughtScores scores = scores(ThoughtReadings.standardized(rollouts));

        assertThat(scores.area().value()).as("the plain mean would be 1").isCloseTo(0.5, within(0.1));
        assertThat(scores.blackmail()).isEqualTo(200);
    }

    @Test
    void aReadingThatTellsTheActLeadsItsControls() {
        RandomStream random = RandomStream.of(4, "signal");
        double[] readings = IntStream.range(0, 400)
                .mapToDouble(i -> i % 2 + random.normal())
                .toArray();

        ThoughtScores scores = scores(readings);

        assertThat(scores.area().value()).as("Φ(1 / √2)").isCloseTo(0.76, within(0.06));
        assertThat(scores.areas().pRandom()).isLessThan(0.025);
        assertThat(scores.words().value())
                .as("all thoughts have the same words")
                .isEqualTo(0.5);
        assertThat(scores.sites()).containsOnlyKeys("one", "two");
    }

    /// Every second rollout is blackmail; controls read noise. Two sites read the same.
    private static ThoughtScores scores(double[] readings) {
        List<Timeline> timelines = IntStream.range(0, readings.length)
                .mapToObj(i -> TinyProbes.timeline(i, i % 2 == 1, "i feel sad"))
                .toList();
        Map<String, double[]> feelings =
                new TreeMap<>(Map.of("desperate", readings, "calm", noise(-1, readings.length)));
        List<double[]> controls =
                IntStream.range(0, 50).mapToObj(i -> noise(i, readings.length)).toList();
        Rivals rivals = new Rivals(feelings, controls, controls);
        BehaviorCounts counts = new BehaviorCounts(Map.of(Behavior.BLACKMAIL, readings.length / 2), 0);
        return ThoughtScores.of(
                new WatchedRollouts(counts, 0, timelines), Map.of("one", rivals, "two", rivals), "desperate");
    }

    private static double[] noise(long seed, int length) {
        RandomStream random = RandomStream.of(seed, "noise");
        return DoubleStream.generate(random::normal).limit(length).toArray();
    }

    @Test
    void aChangeIsHalfOfWhatBothSensesDifferBy() {
        List<PushScores.BothWays> pushes = List.of(
                new PushScores.BothWays("desperate", List.of(3.0, 5.0), List.of(1.0, 1.0)),
                new PushScores.BothWays("calm", List.of(0.0, 1.0), List.of(2.0, 3.0)),
                new PushScores.BothWays("shuffled", List.of(1.0, 1.0), List.of(1.0, 1.0)),
                new PushScores.BothWays("random-0", List.of(2.0, 2.0), List.of(1.0, 1.0)));
        Ranking slopes = new Ranking(3, Map.of("calm", -2.0), List.of(0.0, 1.0), List.of(1.0));

        PushScores scores = PushScores.of(0.1, "block-0", List.of(1.0, 2.0), pushes, slopes, "desperate");

        assertThat(scores.change().value()).as("(1 + 2) / 2").isEqualTo(1.5);
        assertThat(scores.changes().feelings()).containsExactly(Map.entry("calm", -1.0));
        assertThat(scores.changes().random()).containsExactly(0.5);
        assertThat(scores.agreement()).as("slopes are twice the changes").isCloseTo(1, within(EXACT));
        assertThat(scores.blur()).as("(4 + 1) / 2 - 1.5").isEqualTo(1);
    }

    @Test
    void aSlopeIsTheChangeOfASmallPush() {
        RankedPlan plan = new RankedPlan(6, 8, 0.001, 5);
        try (ProbedModel model = TinyProbes.model(2)) {
            Directions directions = new Extractor(model, TinyProbes.WORLD, TinyProbes.extraction())
                    .extract()
                    .directions();
            PushedOdds odds = new PushedOdds(model, TinyProbes.WORLD, directions, TinyProbes.extraction(), plan);

            PushScores scores =
                    odds.scores(odds.names().stream().map(odds::push).toList());

            assertThat(odds.names()).as("ten feelings, shuffled labels, random").hasSize(10 + 1 + 6);
            assertThat(scores.agreement()).isGreaterThan(0.99);
            assertThat(scores.change().value())
                    .isCloseTo(
                            scores.slopes().value(),
                            within(0.1 * Collections.max(scores.slopes().random())));
        }
    }
}
