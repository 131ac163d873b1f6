package parable.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import parable.tensor.Blas;
import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// One more token of each of several texts, of any lengths: selective batching ([Yu et al.
/// 2022](https://www.usenix.org/conference/osdi22/presentation/yu), section 3.2). All rows stand side by side in every
/// product; in attention each sees its own keys alone.
///
/// The same function as [Decoder#hidden] and [Decoder#project], up to rounding. It works in arrays of the heap, since
/// a tensor for each part of so short a step takes longer than the part.
///
/// Letters: B rows, C model width, H query heads, K key/value heads, D head width, F MLP width, V vocabulary.
public final class WritingPass {
    private final Decoder model;
    private final List<Line> lines;
    private final Tap tap;
    private final int B, C, H, K, D;
    /// Residual stream, (B, C).
    private final float[] x;
    /// What a half of a layer reads, and what it answers, (B, C).
    private final float[] normed, answer;
    /// (B, H + 2K, D)
    private final float[] heads;
    /// (B, H, D)
    private final float[] queries, mixed;

    /// @param token the text's last, which no layer has read yet
    /// @param cache of all tokens before it
    /// @param row   of the cache
    /// @param first of its keys that the text sees: those before it are padding
    public record Line(int token, KvCache cache, int row, int first) {}

    private WritingPass(Decoder model, List<Line> lines, Tap tap) {
        DecoderConfig.Heads shape = model.config().attention();
        this.model = model;
        this.lines = lines;
        this.tap = tap;
        this.B = lines.size();
        this.C = model.config().width();
        this.H = shape.heads();
        this.K = shape.kvHeads();
        this.D = shape.width();
        this.x = new float[B * C];
        this.normed = new float[B * C];
        this.answer = new float[B * C];
        this.heads = new float[B * (H + 2 * K) * D];
        this.queries = new float[B * H * D];
        this.mixed = new float[B * H * D];
    }

    /// Reads the tokens; the caller [advances][KvCache#advance(int)] the caches.
    ///
    /// @param tap sees them as (B, 1, C)
    /// @return next-token logits, (B, V)
    public static float[] logits(Decoder model, List<Line> lines, Tap tap) {
        try (Scope _ = Scope.open()) {
            return Ops.withoutGradients(() -> new WritingPass(model, lines, tap).logits());
        }
    }

    private float[] logits() {
        MemorySegment table = model.embedding().memory();
        for (int row = 0; row < B; row++) {
            copyRow(table, lines.get(row).token(), C, x, row);
        }
        see(new Site.Embedding());
        Turn turn = new Turn();
        for (Block block : model.blocks()) {
            try (Scope _ = Scope.open()) {
                attend(block, turn);
                mlp(block);
            }
        }
        norm(model.finalNorm());
        System.arraycopy(normed, 0, x, 0, x.length);
        see(new Site.FinalNorm());
        float[] logits = new float[B * model.config().vocabulary()];
        multiply(model.output(), x, logits);
        return logits;
    }

    private static void copyRow(MemorySegment from, int row, int width, float[] to, int toRow) {
        MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, (long) row * width * Float.BYTES, to, toRow * width, width);
    }

    private void attend(Block block, Turn turn) {
        norm(block.attentionNorm());
        multiply(block.attention().queryKeyValue(), normed, heads);
        turn.turn(heads);
        int all = (H + 2 * K) * D;
        List<Blas.Keys> seen = new ArrayList<>(B);
        MemorySegment memory = MemorySegment.ofArray(heads);
        for (int row = 0; row < B; row++) {
            Line line = lines.get(row);
            System.arraycopy(heads, row * all, queries, row * H * D, H * D);
            MemorySegment added = memory.asSlice(Float.BYTES * ((long) row * all + H * D), Float.BYTES * 2L * K * D);
            seen.add(line.cache().append(block.layer(), line.row(), added, line.first()));
        }
        Blas.attend(MemorySegment.ofArray(queries), seen, H, K, D, MemorySegment.ofArray(mixed));
        multiply(block.attention().output(), mixed, answer);
        add();
        see(new Site.AfterAttention(block.layer()));
    }

    private void mlp(Block block) {
        norm(block.mlpNorm());
        int F = model.config().mlpWidth();
        Tensor both = Tensor.empty(DType.FLOAT32, B, 2L * F);
        multiply(block.mlp().gateAndUp(), MemorySegment.ofArray(normed), both.memory());
        List<Tensor> halves = both.split(-1, F, F);
        Tensor inner = Ops.silu(halves.getFirst()).times(halves.getLast());
        multiply(block.mlp().down(), inner.memory(), MemorySegment.ofArray(answer));
        add();
        see(new Site.AfterMlp(block.layer()));
    }

    private void add() {
        for (int i = 0; i < x.length; i++) {
            x[i] += answer[i];
        }
    }

    private void see(Site site) {
        if (tap != Tap.NONE) {
            float[] changed = tap.at(site, Tensor.of(x, B, 1, C)).floats();
            System.arraycopy(changed, 0, x, 0, x.length);
        }
    }

    private void multiply(Linear linear, float[] in, float[] out) {
        multiply(linear, MemorySegment.ofArray(in), MemorySegment.ofArray(out));
    }

    private void multiply(Linear linear, MemorySegment in, MemorySegment out) {
        linear.plain(in, B, out);
        if (tap != Tap.NONE) {
            out.copyFrom(tap.through(linear.place(), tensor(in), tensor(out))
                    .contiguous()
                    .memory());
        }
    }

    private Tensor tensor(MemorySegment rows) {
        return Tensor.ofBytes(rows, DType.FLOAT32, B, 1, rows.byteSize() / Float.BYTES / B);
    }

    /// `normed` becomes what the norm makes of the stream.
    private void norm(RmsNorm norm) {
        float[] weight = norm.weight().memory().toArray(ValueLayout.JAVA_FLOAT);
        for (int start = 0; start < x.length; start += C) {
            float inverse = (float) (1 / Math.sqrt(squares(start) / C + norm.epsilon()));
            for (int i = 0; i < C; i++) {
                normed[start + i] = x[start + i] * inverse * weight[i];
            }
        }
    }

    /// Four sums, so that no addition waits for the one before it.
    private double squares(int start) {
        double a = 0, b = 0, c = 0, d = 0;
        int end = start + C, i = start;
        for (; i + 3 < end; i += 4) {
            a += x[i] * (double) x[i];
            b += x[i + 1] * (double) x[i + 1];
            c += x[i + 2] * (double) x[i + 2];
            d += x[i + 3] * (double) x[i + 3];
        }
        for (; i < end; i++) {
            a += x[i] * (double) x[i];
        }
        return a + b + (c + d);
    }

    /// The rotation of each row at the position of its token.
    private final class Turn {
        /// (B, D)
        private final float[] cosine = new float[B * D], sine = new float[B * D];

        Turn() {
            MemorySegment cosines = model.rotary().cosine().memory(),
                    sines = model.rotary().sine().memory();
            for (int row = 0; row < B; row++) {
                int position = lines.get(row).cache().length();
                copyRow(cosines, position, D, cosine, row);
                copyRow(sines, position, D, sine, row);
            }
        }

        /// Turns queries and keys.
        void turn(float[] heads) {
            int half = D / 2;
            for (int row = 0; row < B; row++) {
                for (int head = 0; head < H + K; head++) {
                    int at = (row * (H + 2 * K) + head) * D, table = row * D;
                    for (int i = 0; i < half; i++) {
                        float first = heads[at + i], second = heads[at + half + i];
                        heads[at + i] = first * cosine[table + i] + second * sine[table + i];
                        heads[at + half + i] = second * cosine[table + half + i] + first * sine[table + half + i];
                    }
                }
            }
        }
    }
}
