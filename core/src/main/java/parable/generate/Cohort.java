package parable.generate;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parable.model.Context;
import parable.model.Decoder;
import parable.model.KvCache;
import parable.model.Tap;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Rows that [AlignedRows] writes in lockstep: keys and values of all of them, and which of these are padding.
///
/// Letters: B rows, U different prompts, P padded prompt length, S keys, C model width, V vocabulary.
final class Cohort implements AutoCloseable {
    /// Rows that ended leave the memory when at most this share of it is still written.
    private static final double COMPACT_AT = 0.75;

    private static final float HIDDEN = -1e9f;

    private final Decoder model;
    private final int P;
    private final KvCache cache;
    /// The rows in memory, those that ended among them.
    private List<Generation> rows;
    /// Rows whose prompts are read, and for each of `rows` which one is its own.
    private final List<Generation> read = new ArrayList<>();
    private final int[] source;
    private Tensor mask;

    Cohort(Decoder model, List<Generation> rows, int P) {
        this.model = model;
        this.P = P;
        this.rows = rows;
        this.source = different(rows);
        int S = rows.stream()
                .mapToInt(row -> P + row.longest() - row.prompt().length)
                .max()
                .orElseThrow();
        try (Scope scope = Scope.open()) {
            cache = new KvCache(model.config(), read.size(), S);
            mask = scope.release(mask(S));
            cache.release(scope);
        }
    }

    private record Beginning(Tap tap, IntBuffer prompt) {}

    /// Equal prompts under equal taps are read once, unless the tap keeps a record.
    private int[] different(List<Generation> rows) {
        Map<Beginning, Integer> seen = new HashMap<>();
        return rows.stream()
                .mapToInt(row -> {
                    Beginning beginning = new Beginning(row.tap(), IntBuffer.wrap(row.prompt()));
                    Integer known = row.tap().isPure() ? seen.putIfAbsent(beginning, read.size()) : null;
                    if (known == null) {
                        read.add(row);
                        return read.size() - 1;
                    }
                    row.reuse(row.prompt().length);
                    return known;
                })
                .toArray();
    }

    /// Hides the padding: (U, 1, 1, S).
    private Tensor mask(int S) {
        float[] hidden = new float[read.size() * S];
        for (int row = 0; row < read.size(); row++) {
            Arrays.fill(hidden, row * S, row * S + padding(read.get(row)), HIDDEN);
        }
        return Tensor.of(hidden, read.size(), 1, 1, S);
    }

    private int padding(Generation row) {
        return P - row.prompt().length;
    }

    /// @return logits after each prompt, (B, V)
    Tensor read() {
        int U = read.size();
        int[] tokens = new int[U * P];
        for (int row = 0; row < U; row++) {
            int[] prompt = read.get(row).prompt();
            System.arraycopy(prompt, 0, tokens, (row + 1) * P - prompt.length, prompt.length);
        }
        Tap tap = RowTaps.of(taps(read), read.stream().mapToInt(this::padding).toArray());
        Tensor visible = mask.narrow(3, 0, P).plus(causal()); // (U, 1, P, P)
        Tensor logits = forward(Tensor.of(tokens, U, P), visible, tap, RowTaps.of(taps(read)));
        return U == rows.size() ? logits : spread(logits);
    }

    private Tensor causal() {
        float[] later = new float[P * P];
        for (int t = 0; t < P; t++) {
            Arrays.fill(later, t * P + t + 1, t * P + P, HIDDEN);
        }
        return Tensor.of(later, 1, 1, P, P);
    }

    /// From a row for each prompt to a row for each answer.
    private Tensor spread(Tensor logits) {
        Tensor index = keep(source);
        return logits.indexSelect(0, index);
    }

    private static List<Tap> taps(List<Generation> rows) {
        return rows.stream().map(Generation::tap).toList();
    }

    /// Rows that ended are computed until the memory is compacted, and only a tap without a record may see them.
    private static Tap tap(Generation row) {
        return row.isDone() && !row.tap().isPure() ? Tap.NONE : row.tap();
    }

    /// @param open rows that are still written, in order
    /// @return logits after the last token of each, (B, V)
    Tensor next(List<Generation> open) {
        if (open.size() <= COMPACT_AT * rows.size()) {
            keep(open.stream().mapToInt(rows::indexOf).toArray());
            rows = List.copyOf(open);
        }
        int[] tokens = new int[rows.size()], places = new int[open.size()];
        for (int row = 0, found = 0; row < tokens.length; row++) {
            if (found < places.length && rows.get(row) == open.get(found)) {
                tokens[row] = open.get(found).last();
                places[found++] = row;
            }
        }
        Tap tap = RowTaps.of(rows.stream().map(Cohort::tap).toList());
        Tensor visible = mask.narrow(3, 0, cache.length() + 1); // (B, 1, 1, S)
        Tensor logits = forward(Tensor.of(tokens, tokens.length, 1), visible, tap, tap);
        return places.length == tokens.length ? logits : logits.indexSelect(0, Tensor.of(places, places.length));
    }

    /// @param tokens (B, T)
    /// @param last   of the last token alone
    private Tensor forward(Tensor tokens, Tensor visible, Tap tap, Tap last) {
        int T = Math.toIntExact(tokens.size(1));
        Tensor x = model.hidden(tokens, cache.length(), new Context.Cached(cache, visible), tap); // (B, T, C)
        cache.advance(T);
        return model.project(x.select(1, T - 1), last); // (B, V)
    }

    /// Continues with the named rows of the memory, in that order.
    private Tensor keep(int[] chosen) {
        Tensor index = Tensor.of(chosen, chosen.length);
        cache.keepRows(index);
        try (Scope scope = Scope.open()) {
            Tensor kept = scope.release(mask.indexSelect(0, index));
            mask.close();
            mask = kept;
        }
        return index;
    }

    @Override
    public void close() {
        cache.close();
        mask.close();
    }
}
