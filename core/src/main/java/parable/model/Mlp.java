package parable.model;

import parable.tensor.Ops;
import parable.tensor.Tensor;

/// SwiGLU: one projection opens or closes the other ([Shazeer 2020](https://arxiv.org/abs/2002.05202)).
///
/// Letters: B batch, T tokens, C model width, F MLP width.
///
/// @param gateAndUp both projections in one matrix, (2F, C), because one large product is faster than two
/// @param down      (C, F)
record Mlp(Linear gateAndUp, Linear down) {
    Tensor forward(Tensor x) {
        long F = down.weight().size(1);
        Tensor both = gateAndUp.forward(x); // (B, T, 2F)
        Tensor gate = both.narrow(-1, 0, F), up = both.narrow(-1, F, F);
        return down.forward(Ops.silu(gate).times(up)); // (B, T, C)
    }
}
