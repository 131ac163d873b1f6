package parable.train;

import java.util.Arrays;
import java.util.List;
import parable.tensor.Tensor;
import parable.train.TokenRows.Row;

/// Rows of one micro-batch as tensors.
///
/// Letters: B rows, T tokens.
///
/// @param ids     (B, T), INT64
/// @param mask    (B, 1, T, T): 0 where the key is an earlier token of the same document, -1e9 elsewhere
/// @param targets (B, T), INT64: the next token, or -100 where nothing is to be learnt
/// @param trained how many targets count
record Batch(Tensor ids, Tensor mask, Tensor targets, int trained) {
    private static final float HIDDEN = -1e9f;
    private static final int NO_TARGET = -100;

    static Batch of(List<Row> rows, int rowLength) {
        int B = rows.size(), T = rowLength, trained = 0;
        int[] ids = new int[B * T], targets = new int[B * T];
        float[] mask = new float[B * T * T];
        Arrays.fill(targets, NO_TARGET);
        Arrays.fill(mask, HIDDEN);
        for (int b = 0; b < B; b++) {
            Row row = rows.get(b);
            System.arraycopy(row.tokens(), 0, ids, b * T, T);
            for (int t = 1; t < T; t++) {
                if (TokenRows.isTarget(row, t)) {
                    targets[b * T + t - 1] = row.tokens()[t];
                    trained++;
                }
            }
            show(row, mask, b * T * T, T);
        }
        return new Batch(Tensor.of(ids, B, T), Tensor.of(mask, B, 1, T, T), Tensor.of(targets, B, T), trained);
    }

    /// Every token sees its own document from the start to itself; padding sees padding.
    private static void show(Row row, float[] mask, int base, int T) {
        int[] owner = row.documents();
        int start = 0;
        for (int t = 0; t < T; t++) {
            if (t > 0 && owner[t] != owner[t - 1]) {
                start = t;
            }
            Arrays.fill(mask, base + t * T + start, base + t * T + t + 1, 0f);
        }
    }
}
