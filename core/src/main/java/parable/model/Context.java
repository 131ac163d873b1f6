package parable.model;

import java.util.List;
import java.util.stream.IntStream;
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
            return q.size(2) == 1 && q.size(1) != k.size(1)
                    ? grouped(q, keys, values)
                    : Ops.attention(q, keys, values, mask);
        }

        /// One new token a row: the query heads that share a key head stand as tokens of that head, so that no
        /// key is copied for each of them.
        private Tensor grouped(Tensor q, Tensor keys, Tensor values) {
            long B = q.size(0), H = q.size(1), K = keys.size(1), D = q.size(3);
            Tensor y = Ops.attention(q.reshape(B, K, H / K, D), keys, values, mask); // (B, K, H/K, D)
            return y.reshape(B, H, 1, D);
        }
    }

    /// One new token for each of B texts, each after a cache of its own: selective batching ([Yu et al.
    /// 2022](https://www.usenix.org/conference/osdi22/presentation/yu), section 3.2). Texts of any lengths
    /// stand side by side in every product but this one, and no key is padded, masked or moved for the sake of
    /// another text.
    ///
    /// @param caches one a text
    record Selective(List<KvCache> caches) implements Context {
        public Selective {
            caches = List.copyOf(caches);
        }

        /// Each text's attention is computed as if it were alone, to the last bit.
        @Override
        public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
            List<Tensor> rows = IntStream.range(0, caches.size())
                    .mapToObj(row -> alone(
                            caches.get(row), layer, q.narrow(0, row, 1), k.narrow(0, row, 1), v.narrow(0, row, 1)))
                    .toList();
            return Ops.concat(rows, 0); // (B, H, 1, D)
        }

        private static Tensor alone(KvCache cache, int layer, Tensor q, Tensor k, Tensor v) {
            return Ops.attention(q, cache.keys(layer, k), cache.values(layer, v), null); // (1, H, 1, D)
        }
    }
}
