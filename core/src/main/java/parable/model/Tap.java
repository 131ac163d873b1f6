package parable.model;

import parable.tensor.Tensor;

/// Sees, and may replace, the residual stream at every site of a forward pass.
@FunctionalInterface
public interface Tap {
    /// Leaves everything as it is.
    Tap NONE = (_, x) -> x;

    /// @param x residual stream, (B, T, C)
    /// @return what the model goes on with, (B, T, C)
    Tensor at(Site site, Tensor x);
}
