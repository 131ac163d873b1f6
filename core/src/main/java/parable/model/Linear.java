package parable.model;

import org.jspecify.annotations.Nullable;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// A projection, with or without bias.
///
/// @param weight (out, in)
/// @param bias   (out); null for none
record Linear(Tensor weight, @Nullable Tensor bias) {
    Linear(Tensor weight) {
        this(weight, null);
    }

    Tensor forward(Tensor x) {
        return Ops.linear(x, weight, bias);
    }
}
