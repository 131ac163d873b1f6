package parable.model;

import org.jspecify.annotations.Nullable;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Which keys each token may attend to.
///
/// Letters: B batch, T tokens, S keys, H query heads, K key/value heads, D head width.
public sealed interface Context {
    /// @param q (B, H, T, D)
    /// @param k (B, K, T, D)
    /// @param v (B, K, T, D)
    /// @return (B, H, T, D)
    Tensor attend(int layer, Tensor q, Tensor k, Tensor v);

    /// Every token sees itself and all before it.
    record Causal() implements Context {
        @Override
        public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
            return Ops.causalAttention(q, k, v);
        }
    }

    /// What a mask allows: 0 where a key is visible, a very negative number where it is not.
    ///
    /// @param mask (B, 1, T, T)
    record Masked(Tensor mask) implements Context {
        @Override
        public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
            return Ops.attention(q, k, v, mask);
        }
    }

    /// New tokens after those already in a cache.
    ///
    /// @param mask (B, 1, T, S) over all S keys, the new ones included; null where every token sees every key
    record Cached(KvCache cache, @Nullable Tensor mask) implements Context {
        @Override
        public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
            Tensor keys = cache.keys(layer, k), values = cache.values(layer, v);
            return Ops.attention(q, keys, values, mask);
        }
    }
}
