package parable.model;

import parable.tensor.DType;
import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// The gated MLP of one layer, and what its way back needs.
///
/// @param x     normalized stream, (M, C)
/// @param gate  (M, F)
/// @param up    (M, F)
/// @param open  silu of the gate, (M, F)
/// @param inner what goes down, (M, F)
record MlpPass(Mlp mlp, Tensor x, Tensor gate, Tensor up, Tensor open, Tensor inner) {

    static MlpPass forward(Mlp mlp, Tensor x) {
        long F = mlp.down().weight().size(1);
        Tensor both = mlp.gateAndUp().plain(x);
        Tensor gate = both.narrow(1, 0, F), up = both.narrow(1, F, F);
        Tensor open = Ops.silu(gate);
        return new MlpPass(mlp, x, gate, up, open, open.times(up));
    }

    /// The layer's answer, (M, C).
    Tensor answer() {
        return mlp.down().plain(inner);
    }

    /// Adds to the gradients of the layer's weights.
    ///
    /// @param slope of the loss by the answer, (M, C)
    /// @return its slope by `x`
    Tensor back(Tensor slope) {
        long M = x.size(0), F = gate.size(1);
        Tensor through = mlp.down().back(inner, slope);
        Tensor both = Tensor.empty(DType.FLOAT32, M, 2 * F);
        InPlace.product(both.narrow(1, F, F), through, open);
        InPlace.times(through, up);
        InPlace.siluSlope(both.narrow(1, 0, F), through, gate);
        return mlp.gateAndUp().back(x, both);
    }
}
