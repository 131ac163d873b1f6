package parable.study.persist;

import parable.ground.Yaml;
import parable.study.TinyStudy;
import parable.study.recipe.Recipe;

/// The tiny recipe, with one seed and two arms that go through a few steps of each kind of regimen.
public final class TinyPersistence {
    private static final String BLOCK = """

            persistence:
              arms: [control, demonstrations]
              seeds: [1]
              measuring:
                points: 2
                along: {headline: 4, far: 2, chatQuestions: 2}
                end: {headline: 8, far: 2, chatQuestions: 2}
              reinforcement:
                - rewards: [capability]
                  practice:
                    steps: 4
                    prompts: 2
                    samples: 2
                    updates: 2
                    limits: {ratio: 0.2, divergence: 0.05}
                    descent:
                      schedule: {peakRate: 3e-4, warmupSteps: 1, finalShare: 1.0}
                      optimizer: {beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0}
                      clip: 1.0
              preference:
                strength: 0.1
                steps: 4
                pairsPerStep: 2
                descent:
                  schedule: {peakRate: 3e-4, warmupSteps: 1, finalShare: 1.0}
                  optimizer: {beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0}
                  clip: 1.0
              text:
                conflict: [0, 0.05]
                tokens: 600
                training:
                  rowLength: 128
                  rowsPerStep: 1
                  microBatches: 1
                  schedule: {peakRate: 7e-4, warmupSteps: 5, finalShare: 0.05}
                  optimizer: {beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.01}
                  clip: 1.0
            """;

    private TinyPersistence() {}

    /// @param edits before, after, before, after …
    public static Recipe recipe(String... edits) {
        String text = TinyStudy.smallestYaml() + BLOCK;
        for (int i = 0; i < edits.length; i += 2) {
            text = text.replace(edits[i], edits[i + 1]);
        }
        return Yaml.read(text, "tiny.yaml", Recipe.class);
    }
}
