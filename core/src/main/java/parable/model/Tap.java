package parable.model;

import parable.tensor.Tensor;

/// Sees, and may replace, the residual stream at every site of a forward pass, and what each projection makes
/// of its input.
@FunctionalInterface
public interface Tap {
    /// Leaves everything as it is.
    Tap NONE = new Tap() {
        @Override
        public Tensor at(Site site, Tensor x) {
            return x;
        }

        @Override
        public boolean isPure() {
            return true;
        }
    };

    /// @param x residual stream, (B, T, C)
    /// @return what the model continues with, (B, T, C)
    Tensor at(Site site, Tensor x);

    /// Per-document gradients need both sides of a projection: the weight's gradient is `Σ_t s_t a_tᵀ` with a
    /// the input and s the gradient of the output.
    ///
    /// @param input  (…, in)
    /// @param output (…, out)
    /// @return what the model continues with, (…, out)
    default Tensor through(Projection place, Tensor input, Tensor output) {
        return output;
    }

    /// Whether it changes each token's stream by that stream alone and keeps no record. Then keys and values
    /// computed under it may be used again under an equal tap, and it may be shown padding.
    default boolean isPure() {
        return false;
    }
}
