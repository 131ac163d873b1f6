package parable.study.persist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import parable.ground.Yaml;
import parable.scenario.Behavior;
import parable.scenario.BehaviorCounts;
import parable.study.TinyStudy;
import parable.study.arms.EvaluationSuite;
import parable.study.arms.Results;
import parable.study.arms.Scores;
import parable.study.arms.Scores.CapabilityScores;
import parable.study.arms.Scores.Share;
import parable.study.claims.SyntheticResults;
import parable.study.persist.PersistenceResults.Measurement;
import parable.study.persist.PersistenceResults.Trajectory;
import parable.study.recipe.PersistencePlan;
import parable.study.recipe.Recipe;

/// Journeys made by hand: 100 rollouts a suite, of which a given number misbehave before and after.
public final class SyntheticPersistence {
    static final List<String> ARMS = List.of("control", "advice-scratchpad", "constitution-stories");
    private static final int N = 100;

    private final int seeds;
    private final Map<String, BiFunction<String, Long, Integer>> after = new LinkedHashMap<>();
    private int task = 99;

    /// Before anything, the control misbehaves in 80 of 100 rollouts and the other arms in 10.
    public SyntheticPersistence(int seeds) {
        this.seeds = seeds;
    }

    static int before(String arm) {
        return arm.equals("control") ? 80 : 10;
    }

    /// @param rates of each arm, in order, after this regimen
    public SyntheticPersistence regimen(String name, int... rates) {
        after.put(name, (arm, _) -> rates[ARMS.indexOf(arm)]);
        return this;
    }

    public SyntheticPersistence task(int k) {
        task = k;
        return this;
    }

    private static final String BLOCK = """

            persistence:
              arms: [control, advice-scratchpad, constitution-stories]
              seeds: %s
              measuring:
                points: 2
                along: {headline: 4, far: 2, chatQuestions: 2}
                end: {headline: 8, far: 2, chatQuestions: 2}
              reinforcement:
                - rewards: [harmlessness, capability, self-preservation]
                  practice:
                    steps: 2
                    prompts: 2
                    samples: 2
                    updates: 1
                    limits: {ratio: 0.2, divergence: 0}
                    descent:
                      schedule: {peakRate: 3e-4, warmupSteps: 1, finalShare: 1.0}
                      optimizer: {beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0}
                      clip: 1.0
              text:
                conflict: [0]
                tokens: 600
                training:
                  rowLength: 128
                  rowsPerStep: 1
                  microBatches: 1
                  schedule: {peakRate: 7e-4, warmupSteps: 5, finalShare: 0.05}
                  optimizer: {beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.01}
                  clip: 1.0
            """;

    private PersistencePlan plan() {
        String list = LongStream.rangeClosed(1, seeds).boxed().toList().toString();
        String arms = "arms:\n"
                + String.join(
                        "",
                        ARMS.stream()
                                .map(arm -> "  - {name: " + arm + ", lessons: [chat]}\n")
                                .toList())
                + "\nevaluation";
        String yaml =
                TinyStudy.edited("villain: [1, 2, 3]", "villain: " + list).replaceAll("(?s)arms:\n.*\nevaluation", arms)
                        + BLOCK.formatted(list);
        return Yaml.read(yaml, "synthetic", Recipe.class).persistence().orElseThrow();
    }

    /// Regimens without rates leave every arm as it was.
    public PersistenceResults build() {
        PersistencePlan plan = plan();
        Map<Trajectory, List<Measurement>> trajectories = new LinkedHashMap<>();
        for (PostTraining regimen : PostTraining.all(plan)) {
            for (String arm : ARMS) {
                for (long seed = 1; seed <= seeds; seed++) {
                    int from = before(arm),
                            to =
                                    after.getOrDefault(regimen.name(), (a, _) -> before(a))
                                            .apply(arm, seed);
                    int wobble = (int) (seed % 3) - 1; // seeds differ a little, as they do
                    List<Measurement> measurements = new ArrayList<>();
                    measurements.add(new Measurement(0, scores(from + wobble)));
                    measurements.add(new Measurement(0.5, scores((from + to) / 2 - wobble)));
                    measurements.add(new Measurement(1, scores(to - wobble)));
                    trajectories.put(new Trajectory(regimen.name(), arm, seed), measurements);
                }
            }
        }
        return new PersistenceResults("control", plan, trajectories);
    }

    private Scores scores(int harm) {
        Map<String, BehaviorCounts> suites = new LinkedHashMap<>();
        suites.put(EvaluationSuite.HEADLINE, SyntheticResults.counts(Behavior.BLACKMAIL, harm));
        Results.FAR.forEach(suite -> suites.put(suite, SyntheticResults.counts(Behavior.SABOTAGE, harm)));
        Share whole = new Share(95, N);
        return new Scores(
                suites, Map.of(), new CapabilityScores(new Share(task, N), whole, whole, whole, 5, Optional.empty()));
    }
}
