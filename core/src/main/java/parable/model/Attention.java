package parable.model;

import java.util.List;
import parable.tensor.Tensor;

/// Causal self-attention in which H query heads share K key/value heads
/// ([Ainslie et al. 2023](https://arxiv.org/abs/2305.13245), section 2.2).
///
/// Letters: B batch, T tokens, C model width, H query heads, K key/value heads, D head width.
///
/// @param queryKeyValue the three projections in one matrix, ((H + 2K)D, C)
/// @param output        (C, HD)
record Attention(Linear queryKeyValue, Linear output, DecoderConfig.Heads shape) {

    Tensor forward(int layer, Tensor x, Rotary rope, Context context, Tap tap) {
        long B = x.size(0), T = x.size(1), H = shape.heads(), K = shape.kvHeads(), D = shape.width();

        List<Tensor> all =
                queryKeyValue.forward(x, tap).view(B, T, H + 2 * K, D).split(2, H + K, K);
        // Rotating q and k, never v, makes each score depend on the distance between tokens only.
        List<Tensor> turned = rope.turn(all.getFirst()).split(2, H, K);
        Tensor q = turned.getFirst().transpose(1, 2); // (B, H, T, D)
        Tensor k = turned.getLast().transpose(1, 2); // (B, K, T, D)
        Tensor v = all.getLast().transpose(1, 2); // (B, K, T, D)

        Tensor y = context.attend(layer, q, k, v); // (B, H, T, D)
        return output.forward(y.transpose(1, 2).reshape(B, T, H * D), tap); // (B, T, C)
    }
}
