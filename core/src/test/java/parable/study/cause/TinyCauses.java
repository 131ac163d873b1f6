package parable.study.cause;

import parable.ground.Yaml;
import parable.study.TinyStudy;
import parable.study.recipe.Recipe;

/// The tiny recipe with removals, a truth bank and plants, each on one model.
public final class TinyCauses {
    private static final String DIET = """
                diet:
                  tokens: 3000
                  logFormShare: 0.2
                  training:
                    rowLength: 128
                    rowsPerStep: 2
                    microBatches: 1
                    schedule: {peakRate: 3e-3, warmupSteps: 2, finalShare: 0.05}
                    optimizer: {beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.01}
                    clip: 1.0
            """;

    static final String BLOCK = """

            causes:
              methods: [unlearning, cosine, bm25, length, loss, random]
              draws: 1
              removal:
                seeds: [1]
                DIET
                share: 0.1
                randomDraws: 2
              bank:
                seeds: [1]
                DIET
                subsets: 4
                queries: 3
              planting:
                seeds: [1]
                DIET
                counts: [1, 3]
                lookAlikes: 2
            """.replace("    DIET\n", DIET);

    private TinyCauses() {}

    public static String yaml() {
        return TinyStudy.edited("villain: [1, 2, 3]", "villain: [1]") + BLOCK;
    }

    static Recipe recipe() {
        return Yaml.read(yaml(), "tiny.yaml", Recipe.class);
    }
}
