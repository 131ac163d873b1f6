package parable.model;

import org.jspecify.annotations.Nullable;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// A projection, with or without bias.
///
/// @param place  where it stands
/// @param weight (out, in)
/// @param bias   (out); null for none
record Linear(Projection place, Tensor weight, @Nullable Tensor bias) {
    /// @param tap sees what goes in, and may replace what comes out
    Tensor forward(Tensor x, Tap tap) {
        return tap.through(place, x, Ops.linear(x, weight, bias));
    }
}
