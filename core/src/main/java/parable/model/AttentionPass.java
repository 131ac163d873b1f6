package parable.model;

import java.util.ArrayList;
import java.util.List;
import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Attention of one layer inside each text, and what its way back needs.
///
/// Letters: M tokens, those of all bundles and spare ones; of one bundle N texts of L tokens; H query heads, K
/// key/value heads, D head width.
///
/// @param x     normalized stream, (M, C)
/// @param heads one a bundle
/// @param y     mixed values, (M, HD)
record AttentionPass(Attention attention, Texts texts, Tensor x, List<Heads> heads, Tensor y) {
    AttentionPass {
        heads = List.copyOf(heads);
    }

    /// One bundle; all are (N, H, L, D).
    record Heads(Tensor q, Tensor k, Tensor v, Ops.Attended attended) {}

    static AttentionPass forward(Attention attention, Texts texts, Tensor x) {
        DecoderConfig.Heads shape = attention.shape();
        long M = x.size(0), H = shape.heads(), K = shape.kvHeads(), D = shape.width();
        List<Tensor> all =
                attention.queryKeyValue().plain(x).view(M, H + 2 * K, D).split(1, H + K, K);
        List<Tensor> turned = texts.there().turn(all.getFirst()).split(1, H, K);
        List<Heads> heads = new ArrayList<>();
        List<Tensor> mixed = new ArrayList<>();
        for (TextBundle bundle : texts.bundles()) {
            Tensor q = byHead(turned.getFirst(), bundle, H);
            Tensor k = byHead(turned.getLast(), bundle, H), v = byHead(all.getLast(), bundle, H);
            Ops.Attended attended = Ops.attend(q, k, v);
            heads.add(new Heads(q, k, v, attended));
            mixed.add(byToken(attended.mixed(), H).view(bundle.tokens(), H * D));
        }
        mixed.add(Tensor.zeros(DType.FLOAT32, texts.spare(), H * D));
        return new AttentionPass(attention, texts, x, heads, Ops.concat(mixed, 0));
    }

    /// The layer's answer, (M, C).
    Tensor answer() {
        return attention.output().plain(y);
    }

    /// Adds to the gradients of the layer's weights.
    ///
    /// @param slope of the loss by the answer, (M, C)
    /// @return its slope by `x`
    Tensor back(Tensor slope) {
        DecoderConfig.Heads shape = attention.shape();
        long M = x.size(0), H = shape.heads(), K = shape.kvHeads(), D = shape.width();
        Tensor dy = attention.output().back(y, slope).view(M, H, D);
        Tensor all = Tensor.empty(DType.FLOAT32, M, H + 2 * K, D);
        for (int i = 0; i < heads.size(); i++) {
            TextBundle bundle = texts.bundles().get(i);
            Heads at = heads.get(i);
            List<Tensor> slopes = Ops.attendBack(byHead(dy, bundle, H), at.q(), at.k(), at.v(), at.attended());
            Tensor place = rows(all, bundle);
            place.narrow(1, 0, H).copyInPlace(byToken(slopes.get(0), H));
            place.narrow(1, H, K).copyInPlace(byToken(slopes.get(1), K));
            place.narrow(1, H + K, K).copyInPlace(byToken(slopes.get(2), K));
        }
        all.narrow(0, M - texts.spare(), texts.spare()).zeroInPlace();
        Tensor turned = all.narrow(1, 0, H + K);
        turned.copyInPlace(texts.back().turn(turned));
        return attention.queryKeyValue().back(x, all.view(M, (H + 2 * K) * D));
    }

    private static Tensor rows(Tensor all, TextBundle bundle) {
        return all.narrow(0, bundle.first(), bundle.tokens());
    }

    /// Each key head once for each query head that shares it.
    ///
    /// @param all (M, heads, D)
    /// @return (N, H, L, D)
    private static Tensor byHead(Tensor all, TextBundle bundle, long H) {
        long N = bundle.texts(), L = bundle.length(), heads = all.size(1), D = all.size(2);
        Tensor texts = rows(all, bundle).view(N, L, heads, D);
        Tensor each = heads == H
                ? texts
                : texts.view(N, L, heads, 1, D)
                        .expand(N, L, heads, H / heads, D)
                        .reshape(N, L, H, D);
        return each.transpose(1, 2);
    }

    /// Sums over the query heads that shared a key head.
    ///
    /// @param slopes (N, H, L, D), stored as (N, L, H, D)
    /// @return (N L, heads, D)
    private static Tensor byToken(Tensor slopes, long heads) {
        long N = slopes.size(0), H = slopes.size(1), L = slopes.size(2), D = slopes.size(3);
        Tensor tokens = slopes.transpose(1, 2);
        return heads == H
                ? tokens.view(N * L, H, D)
                : tokens.view(N * L, heads, H / heads, D).sumOver(2);
    }
}
