package parable.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.tensor.DType;
import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Attention of one layer inside each text, and what its way back needs.
///
/// Letters: M tokens of all bundles; of one bundle N texts of L tokens; K key/value heads, G query heads for each,
/// D head width. Query heads that share a key head are rows of one matrix, so no key is copied for them.
///
/// @param x     normalized stream, (M, C)
/// @param heads one a bundle
/// @param y     mixed values, (M, KGD)
record AttentionPass(Attention attention, Texts texts, Tensor x, List<Heads> heads, Tensor y) {
    /// Longer texts do not keep their attention weights for the way back, which computes them again: they would
    /// take more memory than all else.
    private static final int LONGEST_KEPT = 256;

    AttentionPass {
        heads = List.copyOf(heads);
    }

    /// One bundle, head by head.
    ///
    /// @param q       (KN, GL, D)
    /// @param k       (KN, L, D)
    /// @param v       (KN, L, D)
    /// @param weights softmax of the scores, (KN, GL, L); null where they were not kept
    /// @param y       what they mix, (KN, GL, D)
    record Heads(Tensor q, Tensor k, Tensor v, @Nullable Tensor weights, Tensor y) {}

    static AttentionPass forward(Attention attention, Texts texts, Tensor x) {
        DecoderConfig.Heads shape = attention.shape();
        long M = x.size(0), H = shape.heads(), K = shape.kvHeads(), D = shape.width();
        List<Tensor> all =
                attention.queryKeyValue().plain(x).view(M, H + 2 * K, D).split(1, H + K, K);
        Tensor turned = texts.there().turn(all.getFirst()), values = all.getLast();
        Tensor y = Tensor.zeros(DType.FLOAT32, M, H * D);
        List<Heads> heads = new ArrayList<>();
        for (int i = 0; i < texts.bundles().size(); i++) {
            TextBundle bundle = texts.bundles().get(i);
            Tensor q = byHead(rows(turned, bundle).narrow(1, 0, H), bundle, shape);
            Tensor k = byHead(rows(turned, bundle).narrow(1, H, K), bundle, shape);
            Tensor v = byHead(rows(values, bundle), bundle, shape);
            Tensor weights = weights(q, k, texts.masks().get(i));
            Tensor mixed = Ops.products(weights, v);
            heads.add(new Heads(q, k, v, bundle.length() > LONGEST_KEPT ? null : weights, mixed));
            byToken(rows(y, bundle).view(bundle.tokens(), H, D), mixed, bundle, shape);
        }
        return new AttentionPass(attention, texts, x, heads, y);
    }

    /// The layer's answer, (M, C).
    Tensor answer() {
        return attention.output().plain(y);
    }

    private static Tensor weights(Tensor q, Tensor k, Tensor mask) {
        return Ops.softmax(Ops.plusProducts(mask, q, k.transpose(1, 2), 1 / Math.sqrt(q.size(2))));
    }

    /// Adds to the gradients of the layer's weights.
    ///
    /// @param slope of the loss by the answer, (M, C)
    /// @return its slope by `x`
    Tensor back(Tensor slope) {
        DecoderConfig.Heads shape = attention.shape();
        long M = x.size(0), H = shape.heads(), K = shape.kvHeads(), D = shape.width();
        Tensor dy = attention.output().back(y, slope).view(M, H, D);
        Tensor turned = Tensor.zeros(DType.FLOAT32, M, H + K, D);
        Tensor all = Tensor.zeros(DType.FLOAT32, M, H + 2 * K, D);
        for (int i = 0; i < heads.size(); i++) {
            TextBundle bundle = texts.bundles().get(i);
            Heads at = heads.get(i);
            Tensor weights =
                    at.weights() == null ? weights(at.q(), at.k(), texts.masks().get(i)) : at.weights();
            Tensor mixed = byHead(rows(dy, bundle), bundle, shape);
            byToken(rows(all, bundle).narrow(1, H + K, K), Ops.products(weights.transpose(1, 2), mixed), bundle, shape);
            Tensor scores = Ops.products(mixed, at.v().transpose(1, 2));
            InPlace.minus(scores, mixed.times(at.y()).sumOver(-1).view(scores.size(0), -1, 1));
            InPlace.times(scores, weights); // now the slope by the scores
            Tensor place = rows(turned, bundle);
            byToken(place.narrow(1, 0, H), Ops.products(scores, at.k()), bundle, shape);
            byToken(place.narrow(1, H, K), Ops.products(scores.transpose(1, 2), at.q()), bundle, shape);
        }
        all.narrow(1, 0, H + K).copyInPlace(texts.back().turn(turned));
        return attention.queryKeyValue().back(x, all.view(M, (H + 2 * K) * D));
    }

    private static Tensor rows(Tensor all, TextBundle bundle) {
        return all.narrow(0, bundle.first(), bundle.tokens());
    }

    /// @param rows (N L, KG, D)
    /// @return (KN, GL, D)
    private static Tensor byHead(Tensor rows, TextBundle bundle, DecoderConfig.Heads shape) {
        long N = bundle.texts(), L = bundle.length(), K = shape.kvHeads(), D = shape.width(), G = rows.size(1) / K;
        return rows.view(N, L, K, G, D).permute(2, 0, 3, 1, 4).reshape(K * N, G * L, D);
    }

    /// Writes into `rows`, (N L, KG, D), what lies head by head, (KN, GL, D).
    private static void byToken(Tensor rows, Tensor heads, TextBundle bundle, DecoderConfig.Heads shape) {
        long N = bundle.texts(), L = bundle.length(), K = shape.kvHeads(), D = shape.width(), G = rows.size(1) / K;
        rows.view(N, L, K, G, D).copyInPlace(heads.view(K, N, G, L, D).permute(1, 3, 0, 2, 4));
    }
}
