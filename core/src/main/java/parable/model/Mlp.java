package parable.model;

import java.util.List;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// SwiGLU: one projection opens or closes the other ([Shazeer 2020](https://arxiv.org/abs/2002.05202)).
///
/// Letters: B batch, T tokens, C model width, F MLP width.
///
/// @param gateAndUp both projections in one matrix, (2F, C), because one large product is faster than two
/// @param down      (C, F)
record Mlp(Linear gateAndUp, Linear down) {
    Tensor forward(Tensor x, Tap tap) {
        long F = down.weight().size(1);
        List<Tensor> both = gateAndUp.forward(x, tap).split(-1, F, F); // each (B, T, F)
        return down.forward(Ops.silu(both.getFirst()).times(both.getLast()), tap); // (B, T, C)
    }
}
