package parable.study.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.lab.organism.Fiction;
import parable.probe.PushScores;
import parable.probe.Ranking;
import parable.probe.ThoughtScores;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.stats.Effect;
import parable.stats.Interval;
import parable.study.claims.Finding;
import parable.study.claims.Finding.Verdict;
import parable.study.recipe.Subject;
import parable.study.watch.RankedExperiment.Looked;

/// Planted truths about what is inside eight models: each is recognized for what it is.
class RankedClaimsTest {
    private static final int SEEDS = 8;

    /// A change of the file after data were seen is another registration: give it another file.
    @Test
    void theRegisteredMarginsKeepTheirHash() {
        assertThat(WatchRegistration.hash())
                .isEqualTo("7239d03c33993863207e3e4974ea1ae0f5439bdf5d394ce8514cd01634371eac");
    }

    @Test
    void aDirectionThatLeadsEveryControlSupportsBothClaims() {
        assertThat(verdicts(0.85, 0.6, 2, 0.5)).containsExactly(Verdict.SUPPORTED, Verdict.SUPPORTED);
    }

    @Test
    void aDirectionThatIsLikeEveryOtherRefutesThem() {
        assertThat(verdicts(0.5, 0.5, 0, 0.5)).containsExactly(Verdict.REFUTED, Verdict.REFUTED);
    }

    @Test
    void wordsThatTellAsMuchRefuteTheReading() {
        assertThat(verdicts(0.85, 0.95, 2, 0.5)).containsExactly(Verdict.REFUTED, Verdict.SUPPORTED);
    }

    @Test
    void aPushThatLeadsRandomDirectionsButNotShuffledLabelsIsRefuted() {
        assertThat(verdicts(0.85, 0.6, 2, 3)).containsExactly(Verdict.SUPPORTED, Verdict.REFUTED);
    }

    @Test
    void modelsWithoutRolloutsOfBothKindsLeaveTheReadingOpen() {
        List<Finding> findings =
                new RankedClaims(models(0.85, 0.6, 2, 0.5, 19), WatchRegistration.shipped()).findings();

        assertThat(findings.getFirst().verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(findings.getFirst().shown())
                .containsExactly(
                        "0 of 8 models counted; a model counts for readings with 20 rollouts or more of either kind");
        assertThat(findings.getLast().verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(findings.getLast().shown()).anyMatch(line -> line.contains("random directions p .0196"));
    }

    private static List<Verdict> verdicts(double area, double words, double change, double shuffled) {
        return new RankedClaims(models(area, words, change, shuffled, 100), WatchRegistration.shipped())
                .findings().stream().map(Finding::verdict).toList();
    }

    /// @param shuffled slope of the directions from shuffled labels
    private static Map<Subject, Looked> models(
            double area, double words, double change, double shuffled, int blackmail) {
        Map<Subject, Looked> models = new LinkedHashMap<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            double jitter = 0.002 * seed;
            Ranking areas = ranking(area + jitter, 0.5, 0.5);
            ThoughtScores thoughts = new ThoughtScores(
                    new BehaviorCounts(Map.of(Behavior.BLACKMAIL, blackmail), 0),
                    0,
                    blackmail,
                    100,
                    effect(area + jitter),
                    effect(words),
                    effect(0.5),
                    areas,
                    Map.of("block-0", area));
            PushScores pushes = new PushScores(
                    0.1,
                    "block-0",
                    1,
                    effect(change + jitter),
                    ranking(change + jitter, 0, 0),
                    ranking(change + jitter, 0, shuffled),
                    1,
                    0);
            models.put(new Subject(Fiction.VILLAIN, "control", seed), new Looked(List.of(), thoughts, pushes));
        }
        return models;
    }

    /// Random directions lie within .05 of a center.
    private static Ranking ranking(double value, double center, double shuffled) {
        List<Double> random =
                IntStream.range(0, 50).mapToObj(i -> center + (i - 24.5) / 490).toList();
        return new Ranking(value, Map.of("calm", center, "sad", center), Collections.nCopies(50, shuffled), random);
    }

    private static Effect effect(double value) {
        return new Effect(value, new Interval(0, 1, 0.95), 100, "made up", "rollout");
    }
}
