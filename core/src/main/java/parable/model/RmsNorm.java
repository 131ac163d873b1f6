package parable.model;

import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Divides each token by its root mean square, then scales each channel.
///
/// @param weight (C)
record RmsNorm(Tensor weight, double epsilon) {
    Tensor forward(Tensor x) {
        return Ops.rmsNorm(x, weight, epsilon);
    }
}
