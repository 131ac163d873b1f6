package parable.generate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.model.Context;
import parable.model.Decoder;
import parable.model.KvCache;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// What a decoder has read of one growing text. Asked about a text that begins like the one before, it reads little
/// more than what is new: the turns of a conversation cost their own length, not the whole length again.
///
/// A text is read in pieces that begin at multiples of [#PIECE], and another text takes over whole pieces only: what
/// was read as the tail of a text, or written token by token, is rounded otherwise and is read anew. The very same
/// text takes over all. So the logits after a text are a function of that text, to the last bit, whatever was read
/// before.
///
/// Letters: B texts, T tokens read at once, S keys, C model width, V vocabulary. Confined to one thread; closing it
/// frees its keys and values.
public final class ReadText implements AutoCloseable {
    /// Tokens read at once. Measured with SmolLM2-135M and 1,536 tokens: 128 take 0.88 of the time that 64 take, 0.94
    /// of 256 and 0.86 of 512. On average half a piece is read anew at each turn of a conversation.
    static final int PIECE = 128;

    private static final int FIRST_CAPACITY = 256;

    private static final float HIDDEN = -1e9f;

    private final Decoder model;
    private final KvCache cache;
    private int most;
    private int[] held = {};
    private int reused;
    /// Tokens at the front that were read as a text of their own, and the logits after them where those are known.
    private int whole;
    private float[] logits = {};

    public ReadText(Decoder model) {
        this(model, model.config().attention().context());
    }

    /// @param most tokens that it will grow to and no further
    ReadText(Decoder model, int most) {
        this.model = model;
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
    public float[] after(int[] tokens) {
        Check.that(
                tokens.length > 0 && tokens.length <= context(),
                "a text has 1 to %d tokens for this model, but was %d; shorten it",
                context(),
                tokens.length);
        reused = shared(tokens);
        whole = reused;
        cache.truncate(reused);
        held = tokens.clone();
        if (reused < tokens.length) {
            logits = new float[0];
            grow();
            logits = Ops.withoutGradients(this::readRest);
            whole = tokens.length;
        }
        return logits.clone();
    }

    /// Next-token logits after one more token.
    ///
    /// @return (V)
    public float[] next(int token) {
        return next(model, List.of(this), new int[] {token})[0];
    }

    /// The same for several texts of any lengths side by side, each as if it were alone.
    ///
    /// @param texts  each of which `model` has read to its end
    /// @param tokens one more for each
    /// @return (B, V)
    static float[][] next(Decoder model, List<ReadText> texts, int[] tokens) {
        int[] positions = new int[tokens.length];
        for (int row = 0; row < tokens.length; row++) {
            ReadText text = texts.get(row);
            positions[row] = text.held.length;
            text.append(tokens[row]);
        }
        List<KvCache> caches = texts.stream().map(text -> text.cache).toList();
        float[][] logits = Ops.withoutGradients(() -> sideBySide(model, caches, tokens, positions));
        caches.forEach(cache -> cache.advance(1));
        return logits;
    }

    private static float[][] sideBySide(Decoder model, List<KvCache> caches, int[] tokens, int[] positions) {
        int B = tokens.length, V = model.config().vocabulary();
        try (Scope _ = Scope.open()) {
            Tensor ids = Tensor.of(tokens, B, 1);
            Tensor x = model.hidden(ids, positions, new Context.Selective(caches), Tap.NONE); // (B, 1, C)
            float[] logits = model.project(x.select(1, 0), Tap.NONE).floats(); // (B, V)
            float[][] rows = new float[B][];
            Arrays.setAll(rows, row -> Arrays.copyOfRange(logits, row * V, (row + 1) * V));
            return rows;
        }
    }

    private void append(int token) {
        Check.that(held.length < context(), "a text of %d tokens fills this model's context", held.length);
        held = Arrays.copyOf(held, held.length + 1);
        held[held.length - 1] = token;
        grow();
    }

    /// How many tokens the last reading of a whole text did not have to read.
    public int reused() {
        return reused;
    }

    /// How many tokens of `tokens` would not have to be read: all of the very same text, else whole pieces short of
    /// the last token, whose logits are what is asked for.
    int shared(int[] tokens) {
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

    /// Tokens at the front that a text which goes on otherwise may take over.
    int settled() {
        return wholePieces(whole);
    }

    /// Begins, being empty, with what `other` has read of `tokens`.
    void takeOver(ReadText other, int[] tokens) {
        whole = other.shared(tokens);
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

    private float[] readRest() {
        while (true) {
            int start = cache.length(), T = Math.min(PIECE, held.length - start);
            try (Scope _ = Scope.open()) {
                Tensor ids = Tensor.of(Arrays.copyOfRange(held, start, start + T), 1, T);
                Tensor x = model.hidden(ids, start, new Context.Cached(cache, mask(start, T)), Tap.NONE); // (1, T, C)
                cache.advance(T);
                if (cache.length() == held.length) {
                    return model.project(x.select(1, T - 1), Tap.NONE).floats(); // (V)
                }
            }
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
