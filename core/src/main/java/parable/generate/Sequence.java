package parable.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.model.Context;
import parable.model.Decoder;
import parable.model.Finite;
import parable.model.KvCache;
import parable.model.Tap;
import parable.model.WritingPass;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Keys and values of one growing text. Asked about a text that begins like the one before, it reads little more than
/// what is new: the turns of a conversation cost their own length, not the whole length again.
///
/// A text is read in pieces that begin at multiples of [#PIECE], and another text takes over whole pieces only: what
/// was read as the tail of a text, or written token by token, is rounded otherwise and is read again. The very same
/// text takes over all. So the logits after a text are a function of that text and its tap, to the last bit, whatever
/// was read before.
///
/// Letters: B texts, T tokens read at once, S keys, C model width, V vocabulary. Confined to one thread; closing it
/// frees its keys and values.
final class Sequence implements AutoCloseable {
    /// Tokens read at once. Measured with SmolLM2-135M and 1,536 tokens: 128 take 0.88 of the time that 64 take,
    /// 0.94 of 256 and 0.86 of 512. On average half a piece is read again at each turn of a conversation.
    static final int PIECE = 128;

    private static final int FIRST_CAPACITY = 256;

    private static final float HIDDEN = -1e9f;

    private final Decoder model;
    private final Tap tap;
    private final KvCache cache;
    private int most;
    private int[] held = {};
    private int reused;
    /// Tokens at the front that were read as a text of their own, and the logits after them where those are known.
    private int whole;
    private float[] logits = {};

    Sequence(Decoder model, Tap tap) {
        this(model, tap, model.config().attention().context());
    }

    /// @param tap  sees each token once
    /// @param most tokens that it will grow to and no further
    Sequence(Decoder model, Tap tap, int most) {
        this.model = model;
        this.tap = tap;
        this.most = most;
        try (Scope scope = Scope.open()) {
            this.cache = new KvCache(model.config(), 1, Math.min(FIRST_CAPACITY, most));
            cache.release(scope);
        }
    }

    /// Next-token logits after the last of `tokens`.
    ///
    /// @param tokens the whole text, in [1, context]
    /// @return (V)
    float[] after(int[] tokens) {
        begin(tokens, shared(tokens, tap));
        if (reused < tokens.length) {
            readRest(tokens.length - 1, (_, row) -> logits = row);
        }
        return logits.clone();
    }

    /// Log-probability of each of `tokens` from `from` on, given all before it.
    ///
    /// @param from at least 1
    double[] logProbabilities(int[] tokens, int from) {
        Check.that(
                from > 0 && from <= tokens.length,
                "a text of %d tokens has no token %d that follows others",
                tokens.length,
                from);
        begin(tokens, Math.min(shared(tokens, tap), wholePieces(from - 1)));
        double[] logs = new double[tokens.length - from];
        readRest(from - 1, (position, row) -> {
            if (position + 1 < tokens.length) {
                logs[position + 1 - from] = Draws.logProbability(Finite.requireLogits(row), tokens[position + 1]);
            } else {
                logits = row;
            }
        });
        return logs;
    }

    private void begin(int[] tokens, int kept) {
        Check.that(
                tokens.length > 0 && tokens.length <= context(),
                "a text has 1 to %d tokens for this model, but was %d; shorten it",
                context(),
                tokens.length);
        reused = kept;
        whole = kept;
        cache.truncate(kept);
        held = tokens.clone();
        if (kept < tokens.length) {
            logits = new float[0];
            grow();
        }
    }

    /// Next-token logits after one more token.
    ///
    /// @return (V)
    float[] next(int token) {
        return next(model, List.of(this), new int[] {token});
    }

    /// The same for several texts of any lengths side by side, each as if it were alone.
    ///
    /// @param texts  each of which `model` has read to its end
    /// @param tokens one more for each
    /// @return (B, V)
    static float[] next(Decoder model, List<Sequence> texts, int[] tokens) {
        List<WritingPass.Line> lines = new ArrayList<>();
        for (Sequence text : texts) {
            int token = tokens[lines.size()];
            text.append(token);
            lines.add(new WritingPass.Line(token, text.cache, 0, 0));
        }
        Tap tap = RowTaps.of(texts.stream().map(text -> text.tap).toList());
        float[] logits = WritingPass.logits(model, lines, tap);
        texts.forEach(text -> text.cache.advance(1));
        return logits;
    }

    private void append(int token) {
        Check.that(held.length < context(), "a text of %d tokens fills this model's context", held.length);
        held = Arrays.copyOf(held, held.length + 1);
        held[held.length - 1] = token;
        grow();
    }

    /// How many tokens the last reading of a whole text did not have to read.
    int reused() {
        return reused;
    }

    /// How many tokens of `tokens` would not have to be read: all of the very same text, else whole pieces short of
    /// the last token, whose logits are what is asked for. Nothing where a tap would have to see the tokens, or
    /// where another tap saw them.
    int shared(int[] tokens, Tap wanted) {
        if (!wanted.isPure() || !wanted.equals(tap)) {
            return 0;
        }
        if (isRead(tokens)) {
            return whole;
        }
        int alike = Arrays.mismatch(held, tokens);
        int kept = Math.min(alike < 0 ? tokens.length : alike, tokens.length - 1);
        return wholePieces(Math.min(kept, whole));
    }

    private boolean isRead(int[] tokens) {
        return logits.length > 0 && Arrays.equals(held, 0, whole, tokens, 0, tokens.length);
    }

    private static int wholePieces(int tokens) {
        return tokens / PIECE * PIECE;
    }

    /// Tokens at the front that a text with another ending may take over.
    int settled() {
        return wholePieces(whole);
    }

    /// Begins, being empty, with what `other` has read of `tokens`.
    void takeOver(Sequence other, int[] tokens) {
        whole = other.shared(tokens, tap);
        logits = other.isRead(tokens) ? other.logits : logits;
        held = Arrays.copyOf(tokens, whole);
        grow();
        cache.copyFrom(other.cache, whole);
    }

    /// Will grow to so many tokens and no further.
    void limit(int tokens) {
        most = tokens;
    }

    /// Tokens that there is memory for.
    int capacity() {
        return cache.capacity();
    }

    /// Tokens that there is or will be memory for.
    int bound() {
        return Math.max(cache.capacity(), most);
    }

    @Override
    public void close() {
        cache.close();
    }

    private int context() {
        return model.config().attention().context();
    }

    private void grow() {
        if (held.length > cache.capacity()) {
            cache.grow(Math.max(held.length, Math.min(most, 2 * cache.capacity())));
        }
    }

    private interface Reader {
        /// @param logits after the token at `position`, (V)
        void at(int position, float[] logits);
    }

    /// @param from position from which on logits are handed to `reader`
    private void readRest(int from, Reader reader) {
        while (cache.length() < held.length) {
            int start = cache.length(), T = Math.min(PIECE, held.length - start);
            try (Scope _ = Scope.open()) {
                Tensor x = Ops.withoutGradients(() -> read(start, T)); // (1, T, C)
                int first = Math.max(0, from - start);
                if (first < T) {
                    Tensor wanted = x.narrow(1, first, T - first);
                    each(Ops.withoutGradients(() -> model.project(wanted, tap)).floats(), start + first, reader);
                }
            }
        }
        whole = held.length;
    }

    private Tensor read(int start, int T) {
        Tensor ids = Tensor.of(Arrays.copyOfRange(held, start, start + T), 1, T);
        Tensor x = model.hidden(ids, start, new Context.Cached(cache, mask(start, T)), tap);
        cache.advance(T);
        return x;
    }

    /// @param logits rows of V
    private void each(float[] logits, int position, Reader reader) {
        int V = model.config().vocabulary();
        for (int row = 0; row < logits.length / V; row++) {
            reader.at(position + row, Arrays.copyOfRange(logits, row * V, (row + 1) * V));
        }
    }

    /// Hides from each of T tokens the ones after it; a single token sees all keys.
    private static @Nullable Tensor mask(int start, int T) {
        if (T == 1) {
            return null;
        }
        int S = start + T;
        float[] hidden = new float[T * S];
        for (int t = 0; t < T; t++) {
            Arrays.fill(hidden, t * S + start + t + 1, (t + 1) * S, HIDDEN);
        }
        return Tensor.of(hidden, 1, 1, T, S);
    }
}
