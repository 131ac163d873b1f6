package parable.trace.causal;

import java.nio.file.Path;
import java.util.List;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.trace.gradient.LogOdds;
import parable.train.Example;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;

/// One more step on chosen documents, and what it does to a behavior: the tail patch of [Chang et al.
/// 2024](https://arxiv.org/abs/2410.17413), section 5.2, on the log-odds instead of a fact's probability.
///
/// All documents share the one step, which is taken at the rate that training ended with and with fresh
/// moments, so that its length does not depend on the documents.
///
/// @param model    folder of the trained checkpoint
/// @param training how it was trained
public record TailPatch(Path model, Training training) {
    /// Rows that may wait for more documents while packing.
    private static final int OPEN_ROWS = 24;

    /// Mean log-odds after a step on `documents`, over the contexts of the query.
    public double logOdds(List<Example> documents, LogOdds query) {
        TokenRows rows = TokenRows.pack(documents, training.rowLength(), OPEN_ROWS, 0);
        Training.Schedule usual = training.schedule();
        Training once = new Training(
                training.rowLength(),
                rows.rows().size(),
                1,
                new Training.Schedule(usual.peakRate() * usual.finalShare(), 0, 1),
                training.optimizer(),
                training.clip());
        try (Decoder patched = Checkpoint.load(model);
                Trainer trainer = new Trainer(patched, once, rows)) {
            trainer.next();
            return query.mean(patched);
        }
    }
}
