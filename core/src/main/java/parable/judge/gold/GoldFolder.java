package parable.judge.gold;

import java.nio.file.Path;
import parable.audit.run.StoredRun;

/// Where a run's gold set lies:
///
/// ```
/// RUN/gold/draw.json              what was drawn and how probably; not for raters
/// RUN/gold/rater-1/labels.yaml    to be filled in by the first rater
/// RUN/gold/rater-1/records/*.txt  what the first rater reads, one file a conversation
/// RUN/gold/rater-2/…              the same for the second, in another order
/// RUN/gold/adjudication.yaml      what the two do not agree on, to be filled in together or by a third
/// RUN/gold/gold.jsonl             the outcome, one line a conversation
/// ```
record GoldFolder(Path path) {
    /// Two see what one overlooks; more would cost more than they tell.
    static final int RATERS = 2;

    static GoldFolder of(StoredRun run) {
        return new GoldFolder(run.folder().resolve("gold"));
    }

    Path draw() {
        return path.resolve("draw.json");
    }

    Path rater(int number) {
        return path.resolve("rater-" + number);
    }

    Path sheet(int rater) {
        return rater(rater).resolve("labels.yaml");
    }

    Path record(int rater, GoldItem item) {
        return rater(rater).resolve("records").resolve(item.item() + ".txt");
    }

    Path adjudication() {
        return path.resolve("adjudication.yaml");
    }

    Path outcome() {
        return path.resolve("gold.jsonl");
    }
}
