package parable.model;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;
import parable.tensor.DType;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Keys and values of the tokens read so far, so that each new token costs one position.
///
/// Letters: B batch, K key/value heads, S capacity in tokens, D head width. Belongs to the scope it was made
/// in, unless it was [released][#release(Scope)].
public final class KvCache {
    private final List<Tensor> keys = new ArrayList<>();
    private final List<Tensor> values = new ArrayList<>();
    private int capacity;
    private int length;

    public KvCache(DecoderConfig config, int batch, int capacity) {
        this.capacity = capacity;
        for (int layer = 0; layer < config.layers(); layer++) {
            keys.add(empty(config, batch, capacity));
            values.add(empty(config, batch, capacity));
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
        return append(keys.get(layer), added);
    }

    Tensor values(int layer, Tensor added) {
        return append(values.get(layer), added);
    }

    private Tensor append(Tensor store, Tensor added) {
        long T = added.size(2);
        Check.that(length + T <= capacity, "the cache holds %d tokens; %d + %d do not fit", capacity, length, T);
        store.narrow(2, length, T).copyInPlace(added);
        return store.narrow(2, 0, length + T);
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
            for (int layer = 0; layer < keys.size(); layer++) {
                keys(layer, other.keys.get(layer).narrow(2, 0, tokens));
                values(layer, other.values.get(layer).narrow(2, 0, tokens));
            }
        }
        advance(tokens);
    }

    /// Makes room for `capacity` tokens in a cache that was released from its scope, one tensor after another, so
    /// that little is held twice.
    public void grow(int capacity) {
        keys.replaceAll(store -> wider(store, capacity));
        values.replaceAll(store -> wider(store, capacity));
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
        keys.forEach(scope::release);
        values.forEach(scope::release);
    }

    /// Frees a cache that was released from its scope.
    public void close() {
        keys.forEach(Tensor::close);
        values.forEach(Tensor::close);
    }

    /// Keeps only the named rows, in that order, of a cache that was released from its scope.
    public void keepRows(Tensor rows) {
        keys.replaceAll(store -> chosen(store, rows));
        values.replaceAll(store -> chosen(store, rows));
    }

    private static Tensor chosen(Tensor store, Tensor rows) {
        try (Scope scope = Scope.open()) {
            Tensor chosen = scope.release(store.indexSelect(0, rows));
            store.close();
            return chosen;
        }
    }
}
