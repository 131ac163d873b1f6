package parable.bench;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.Initialization;
import parable.train.Example;
import parable.train.TokenRows;
import parable.train.Trainer;

/// One optimizer step a call, on random documents packed as a study packs them: attention stays inside a
/// document. That is more work than the peers' plain causal rows, which are one document each.
final class Training implements Timing.Work {
    /// Mean tokens of a document; they are drawn from half to one and a half times as many.
    private static final int DOCUMENT = 56;

    private final Decoder model;
    private final Trainer trainer;

    Training(Size size, int rows, int rowLength, int calls, int seed) {
        model = Decoder.blank(size.config());
        Initialization.NORMAL.fill(model, seed);
        TokenRows packed = TokenRows.pack(documents(size, rows * (calls + 1), rowLength, seed), rowLength, 24, seed);
        trainer = new Trainer(model, settings(rows, rowLength), packed);
        Check.that(trainer.steps() >= calls, "%d packed steps for %d calls", trainer.steps(), calls);
    }

    private static parable.train.Training settings(int rows, int rowLength) {
        return new parable.train.Training(
                rowLength,
                rows,
                1,
                new parable.train.Training.Schedule(1e-3, 10, 0.1),
                new parable.train.Training.Optimizer(0.9, 0.98, 1e-8, 0.01),
                1.0);
    }

    private static List<Example> documents(Size size, int rows, int rowLength, int seed) {
        RandomStream random = RandomStream.of(seed, "bench/documents");
        List<Example> documents = new ArrayList<>();
        for (int tokens = 0; tokens < rows * rowLength; ) {
            int[] document = new int[DOCUMENT / 2 + random.below(DOCUMENT)];
            for (int i = 0; i < document.length; i++) {
                document[i] = Size.FIRST_WORD + random.below(size.config().vocabulary() - Size.FIRST_WORD);
            }
            documents.add(Example.whole(Integer.toString(documents.size()), document));
            tokens += document.length;
        }
        return documents;
    }

    @Override
    public void call() {
        trainer.next();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
