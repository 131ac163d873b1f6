package parable.train;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.TinyModels;

/// Training runs small enough for tests.
final class TinyRuns {
    static final int ROW = 24, ROWS = 4;

    private TinyRuns() {}

    static Training settings(int microBatches) {
        return new Training(
                ROW,
                ROWS,
                microBatches,
                new Training.Schedule(0.003, 2, 0.1),
                new Training.Optimizer(0.9, 0.98, 1e-8, 0.01),
                1);
    }

    /// Enough for `steps` steps: counting rhymes, which are easy to learn.
    static TokenRows rows(int steps, long seed) {
        RandomStream random = RandomStream.of(seed, "rhymes");
        List<Example> documents = new ArrayList<>();
        for (int i = 0; i < 4 * ROWS * steps; i++) {
            int[] tokens = new int[6 + random.below(10)];
            int start = random.below(40);
            for (int t = 0; t < tokens.length; t++) {
                tokens[t] = 4 + (start + t) % 40;
            }
            documents.add(Example.whole("rhyme-" + i, tokens));
        }
        TokenRows all = TokenRows.pack(documents, ROW, 24, seed);
        return new TokenRows(all.rows().subList(0, steps * ROWS), ROW, all.documentIds());
    }

    /// Takes all steps left and answers their losses.
    static List<Double> finish(Trainer trainer) {
        List<Double> losses = new ArrayList<>();
        while (!trainer.isDone()) {
            losses.add(trainer.next().loss());
        }
        return losses;
    }

    static Decoder newborn() {
        return TinyModels.lively(12);
    }

    static byte[] bytes(Decoder model) {
        return model.parameters().values().memory().toArray(ValueLayout.JAVA_BYTE);
    }
}
