package parable.train;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;
import parable.model.Decoder;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;

/// How surprised a model is by text: the exponential of the mean loss per predicted token.
public final class Perplexity {
    /// Rows computed together, and documents that may share a row.
    private static final int BATCH = 32, OPEN_ROWS = 24;

    private Perplexity() {}

    /// @param documents token ids between begin and end
    /// @throws IllegalArgumentException when no document has a token to predict
    public static double of(Decoder model, List<int[]> documents) {
        return of(model, documents, Tap.NONE);
    }

    /// The same of a stream that `tap` sees and may replace.
    public static double of(Decoder model, List<int[]> documents, Tap tap) {
        int longest = documents.stream().mapToInt(d -> d.length).max().orElse(2);
        List<Example> named = new ArrayList<>();
        for (int[] document : documents) {
            named.add(Example.whole(Integer.toString(named.size()), document));
        }
        TokenRows rows = TokenRows.pack(named, longest, OPEN_ROWS, 0);
        double loss = 0;
        long tokens = 0;
        for (int start = 0; start < rows.rows().size(); start += BATCH) {
            List<TokenRows.Row> some = rows.rows()
                    .subList(start, Math.min(start + BATCH, rows.rows().size()));
            try (Scope _ = Scope.open()) {
                Batch batch = Batch.of(some, longest);
                loss += Ops.withoutGradients(() -> model.lossSum(batch.ids(), batch.mask(), batch.targets(), tap)
                        .item());
                tokens += batch.trained();
            }
        }
        Check.that(
                tokens > 0, "perplexity needs a document of at least two tokens, but none of %d has", documents.size());
        return Math.exp(loss / tokens);
    }
}
