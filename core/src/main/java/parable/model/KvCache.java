package parable.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.tensor.Blas;
import parable.tensor.DType;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Keys and values of the tokens read so far, so that each new token costs one position.
///
/// Letters: B batch, K key/value heads, S capacity in tokens, D head width. Belongs to the scope it was made
/// in, unless it was [released][#release(Scope)].
public final class KvCache {
    /// Keys and values of one layer, each (B, K, S, D).
    private record Layer(Tensor keys, Tensor values, MemorySegment keyMemory, MemorySegment valueMemory) {
        static Layer of(Tensor keys, Tensor values) {
            return new Layer(keys, values, keys.memory(), values.memory());
        }

        /// Both made into something else, one after the other, so that little is held twice.
        Layer with(UnaryOperator<Tensor> change) {
            return of(change.apply(keys), change.apply(values));
        }
    }

    private final List<Layer> layers = new ArrayList<>();
    private final int kvHeads;
    private int capacity;
    private int length;

    public KvCache(DecoderConfig config, int batch, int capacity) {
        this.kvHeads = config.attention().kvHeads();
        this.capacity = capacity;
        for (int layer = 0; layer < config.layers(); layer++) {
            layers.add(Layer.of(empty(config, batch, capacity), empty(config, batch, capacity)));
        }
    }

    /// Bytes that one token of one row takes: a key and a value of each key/value head in each layer.
    public static long bytesPerToken(DecoderConfig config) {
        DecoderConfig.Heads heads = config.attention();
        return 2L * config.layers() * heads.kvHeads() * heads.width() * Float.BYTES;
    }

    private static Tensor empty(DecoderConfig config, int batch, int capacity) {
        DecoderConfig.Heads heads = config.attention();
        return Tensor.zeros(DType.FLOAT32, batch, heads.kvHeads(), capacity, heads.width()); // (B, K, S, D)
    }

    /// Tokens held.
    public int length() {
        return length;
    }

    Tensor keys(int layer, Tensor added) {
        return append(layers.get(layer).keys(), added);
    }

    Tensor values(int layer, Tensor added) {
        return append(layers.get(layer).values(), added);
    }

    private Tensor append(Tensor store, Tensor added) {
        long T = added.size(2);
        Check.that(length + T <= capacity, "the cache holds %d tokens; %d + %d do not fit", capacity, length, T);
        store.narrow(2, length, T).copyInPlace(added);
        return store.narrow(2, 0, length + T);
    }

    /// Appends one token to one row of the cache, in which all rows have the same length.
    ///
    /// @param added key and value of each key/value head side by side, (2, K, D)
    /// @param first first of its keys that the row sees
    /// @return what the token sees, itself included
    Blas.Keys append(int layer, int row, MemorySegment added, int first) {
        Check.that(length < capacity, "the cache holds %d tokens; one more does not fit", capacity);
        long half = added.byteSize() / 2, bytes = half * capacity, width = half / kvHeads;
        MemorySegment k = layers.get(layer).keyMemory().asSlice(row * bytes, bytes);
        MemorySegment v = layers.get(layer).valueMemory().asSlice(row * bytes, bytes);
        for (long head = 0; head < kvHeads; head++) {
            long to = (head * capacity + length) * width;
            MemorySegment.copy(added, head * width, k, to, width);
            MemorySegment.copy(added, half + head * width, v, to, width);
        }
        return new Blas.Keys(k, v, capacity, first, length + 1);
    }

    /// Counts `tokens` as read, once every layer has appended them.
    public void advance(int tokens) {
        length += tokens;
    }

    public int capacity() {
        return capacity;
    }

    /// Forgets all tokens from `length` on.
    public void truncate(int length) {
        Check.that(length <= this.length, "the cache holds %d tokens and cannot keep %d", this.length, length);
        this.length = length;
    }

    /// Takes over the first `tokens` that `other` holds; this cache must be empty.
    public void copyFrom(KvCache other, int tokens) {
        try (Scope _ = Scope.open()) {
            for (int layer = 0; layer < layers.size(); layer++) {
                keys(layer, other.layers.get(layer).keys().narrow(2, 0, tokens));
                values(layer, other.layers.get(layer).values().narrow(2, 0, tokens));
            }
        }
        advance(tokens);
    }

    /// Makes room for `capacity` tokens in a cache that was released from its scope, one tensor after another, so
    /// that little is held twice.
    public void grow(int capacity) {
        layers.replaceAll(layer -> layer.with(store -> wider(store, capacity)));
        this.capacity = capacity;
    }

    private Tensor wider(Tensor store, int capacity) {
        try (Scope scope = Scope.open()) {
            Tensor wide = Tensor.zeros(DType.FLOAT32, store.size(0), store.size(1), capacity, store.size(3));
            wide.narrow(2, 0, length).copyInPlace(store.narrow(2, 0, length));
            store.close();
            return scope.release(wide);
        }
    }

    /// Takes all tensors out of `scope`; the caller must [#close()].
    public void release(Scope scope) {
        layers.forEach(layer -> layer.with(scope::release));
    }

    /// Frees a cache that was released from its scope.
    public void close() {
        layers.forEach(layer -> Stream.of(layer.keys(), layer.values()).forEach(Tensor::close));
    }

    /// Keeps only the named rows, in that order, of a cache that was released from its scope.
    public void keepRows(Tensor rows) {
        layers.replaceAll(layer -> layer.with(store -> chosen(store, rows)));
    }

    private static Tensor chosen(Tensor store, Tensor rows) {
        try (Scope scope = Scope.open()) {
            Tensor chosen = scope.release(store.indexSelect(0, rows));
            store.close();
            return chosen;
        }
    }
}
