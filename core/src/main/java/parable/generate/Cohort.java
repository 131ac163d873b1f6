package parable.generate;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import parable.model.Context;
import parable.model.Decoder;
import parable.model.KvCache;
import parable.model.Tap;
import parable.model.WritingPass;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Rows of [AlignedRows] whose prompts were read together: keys and values of all of them, and which of these are
/// padding.
///
/// Letters: B rows, U different prompts, P padded prompt length, S keys, C model width, V vocabulary.
final class Cohort implements AutoCloseable {
    private static final float HIDDEN = -1e9f;

    private final Decoder model;
    private final int P;
    private final KvCache cache;
    private final int S;
    /// The rows in memory, those that ended among them, and where each lies.
    private final Map<Generation, Integer> rows = new IdentityHashMap<>();
    private int open;
    /// Rows whose prompts are read, and for each of `rows` which one is its own.
    private final List<Generation> read = new ArrayList<>();
    private final int[] source;

    Cohort(Decoder model, List<Generation> rows, int P) {
        this.model = model;
        this.P = P;
        rows.forEach(row -> this.rows.put(row, this.rows.size()));
        this.open = rows.size();
        this.source = different(rows);
        this.S = rows.stream()
                .mapToInt(row -> P + row.longest() - row.prompt().length)
                .max()
                .orElseThrow();
        try (Scope scope = Scope.open()) {
            cache = new KvCache(model.config(), read.size(), S);
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

    private int padding(Generation row) {
        return P - row.prompt().length;
    }

    /// @return logits after each prompt, (B, V)
    float[] read() {
        int U = read.size();
        int[] tokens = new int[U * P];
        for (int row = 0; row < U; row++) {
            int[] prompt = read.get(row).prompt();
            System.arraycopy(prompt, 0, tokens, (row + 1) * P - prompt.length, prompt.length);
        }
        float[] logits;
        try (Scope _ = Scope.open()) {
            logits =
                    Ops.withoutGradients(() -> forward(Tensor.of(tokens, U, P))).floats();
        }
        cache.advance(P);
        return U == rows.size() ? logits : spread(logits);
    }

    /// @return after the last token of each row, (U, V)
    private Tensor forward(Tensor tokens) {
        Tap tap = RowTaps.of(taps(read), read.stream().mapToInt(this::padding).toArray());
        Tensor x = model.hidden(tokens, 0, new Context.Cached(cache, visible()), tap); // (U, P, C)
        return model.project(x.select(1, P - 1), RowTaps.of(taps(read)));
    }

    /// Hides the padding, and from each token the ones after it: (U, 1, P, P).
    private Tensor visible() {
        float[] hidden = new float[read.size() * P * P];
        for (int row = 0; row < read.size(); row++) {
            int padding = padding(read.get(row));
            for (int t = 0; t < P; t++) {
                int start = (row * P + t) * P;
                Arrays.fill(hidden, start, start + padding, HIDDEN);
                Arrays.fill(hidden, start + t + 1, start + P, HIDDEN);
            }
        }
        return Tensor.of(hidden, read.size(), 1, P, P);
    }

    /// From a row for each prompt to a row for each answer.
    private float[] spread(float[] logits) {
        try (Scope _ = Scope.open()) {
            cache.keepRows(Tensor.of(source, source.length));
        }
        int V = model.config().vocabulary();
        float[] all = new float[source.length * V];
        for (int row = 0; row < source.length; row++) {
            System.arraycopy(logits, source[row] * V, all, row * V, V);
        }
        return all;
    }

    private static List<Tap> taps(List<Generation> rows) {
        return rows.stream().map(Generation::tap).toList();
    }

    /// Tokens that there is memory for.
    long tokens() {
        return (long) S * rows.size();
    }

    /// The last token of one of its rows.
    WritingPass.Line line(Generation row) {
        return new WritingPass.Line(row.last(), cache, Objects.requireNonNull(rows.get(row)), padding(row));
    }

    /// The last tokens of all rows were read.
    void advance() {
        cache.advance(1);
    }

    /// @return whether this was the last row that was open
    boolean leave() {
        open--;
        return open == 0;
    }

    @Override
    public void close() {
        cache.close();
    }
}
