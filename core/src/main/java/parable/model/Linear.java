package parable.model;

import parable.tensor.Ops;
import parable.tensor.Tensor;

/// A projection without bias.
///
/// @param weight (out, in)
record Linear(Tensor weight) {
    Tensor forward(Tensor x) {
        return Ops.linear(x, weight);
    }
}
