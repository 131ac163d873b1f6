package parable.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// What a decoder has read of one growing text. Asked about a text that begins like the one before, it reads
/// only what is new: the turns of a conversation cost their own length, not the whole length again.
///
/// Letters: T tokens read at once, S keys, C model width, V vocabulary. Confined to one thread; closing it
/// frees its keys and values.
public final class ReadText implements AutoCloseable {
    /// Tokens read at once: the scores of one piece take `PIECE · S` floats a head. Not tuned.
    private static final int PIECE = 512;

    private static final int FIRST_CAPACITY = 256;

    private static final float HIDDEN = -1e9f;

    private final Decoder model;
    private KvCache cache;
    private int[] held = {};
    private int reused;

    public ReadText(Decoder model) {
        this.model = model;
        this.cache = cache(Math.min(FIRST_CAPACITY, context()), null);
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
        int shared = Arrays.mismatch(held, tokens);
        // The last token is always read again: its logits are what is asked for.
        reused = Math.min(shared < 0 ? tokens.length : shared, tokens.length - 1);
        cache.truncate(reused);
        grow(tokens.length);
        held = tokens.clone();
        return Ops.withoutGradients(this::readRest);
    }

    /// How many tokens the last call did not have to read.
    public int reused() {
        return reused;
    }

    @Override
    public void close() {
        cache.close();
    }

    private int context() {
        return model.config().attention().context();
    }

    private void grow(int tokens) {
        if (tokens > cache.capacity()) {
            KvCache small = cache;
            cache = cache(Math.min(context(), Math.max(tokens, 2 * small.capacity())), small);
            small.close();
        }
    }

    private KvCache cache(int capacity, @Nullable KvCache before) {
        try (Scope scope = Scope.open()) {
            KvCache made = new KvCache(model.config(), 1, capacity);
            if (before != null) {
                made.copyFrom(before);
            }
            made.release(scope);
            return made;
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
