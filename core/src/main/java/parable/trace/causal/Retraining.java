package parable.trace.causal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import parable.ground.Check;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.train.Example;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;

/// Trains copies of one model on one text, each with other documents left out.
///
/// A document that is left out keeps its place: it is packed and read like all others, and its tokens are no
/// targets. So all copies see the same rows in the same order, and two of them differ in nothing but what they
/// learnt from: their outcomes are paired. Training draws no random numbers, so each copy is a pure function of
/// base, text, settings and what is left out.
///
/// @param base      folder of the checkpoint that every copy starts from
/// @param documents the text, in the order that [BitSet]s count
/// @param seed      of packing
public record Retraining(Path base, List<Example> documents, Training training, long seed) {
    /// Rows that may wait for more documents while packing.
    private static final int OPEN_ROWS = 24;

    public Retraining {
        documents = List.copyOf(documents);
    }

    /// Every document.
    public BitSet everything() {
        BitSet all = new BitSet(documents.size());
        all.set(0, documents.size());
        return all;
    }

    /// Sees a copy while it is trained.
    @FunctionalInterface
    public interface Witness {
        /// @param step counted from 0; it is not yet taken
        /// @param rate of learning in this step
        void before(int step, double rate, Decoder model);
    }

    /// Optimizer steps of every copy.
    public int steps() {
        return rows(everything()).rows().size() / training.rowsPerStep();
    }

    /// A copy trained on the documents of `kept` alone, which the caller closes.
    public Decoder on(BitSet kept) {
        return on(kept, (_, _, _) -> {});
    }

    /// The same before the eyes of a witness.
    public Decoder on(BitSet kept, Witness witness) {
        Check.that(
                kept.length() <= documents.size(),
                "the text has %d documents, but number %d is to be kept; number them from 0",
                documents.size(),
                kept.length() - 1);
        Decoder model = Checkpoint.load(base);
        try (Trainer trainer = new Trainer(model, training, rows(kept))) {
            while (!trainer.isDone()) {
                int step = trainer.stepsDone();
                witness.before(step, training.schedule().rate(step, trainer.steps()), model);
                if (trainer.hasTargets()) {
                    trainer.next();
                } else {
                    trainer.pass(); // every document of the step is left out: no update, but the schedule advances
                }
            }
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private TokenRows rows(BitSet kept) {
        List<Example> masked = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Example document = documents.get(i);
            masked.add(kept.get(i) ? document : document.untrained());
        }
        return TokenRows.pack(masked, training.rowLength(), OPEN_ROWS, seed);
    }
}
