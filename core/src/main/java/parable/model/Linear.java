package parable.model;

import parable.tensor.Ops;
import parable.tensor.Tensor;

/// A projection without bias.
///
/// @param place  where it stands
/// @param weight (out, in)
record Linear(Projection place, Tensor weight) {
    /// @param tap sees what goes in, and may replace what comes out
    Tensor forward(Tensor x, Tap tap) {
        return tap.through(place, x, Ops.linear(x, weight));
    }
}
