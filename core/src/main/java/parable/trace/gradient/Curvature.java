package parable.trace.gradient;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.ground.Check;
import parable.model.Projection;
import parable.tensor.Tensor;

/// What gradients are divided by before they are compared, projection by projection. Its tensors belong to the
/// scope in which it was fitted.
///
/// @param blocks by projection
record Curvature(Map<Projection, Block> blocks) {
    Curvature {
        blocks = new TreeMap<>(blocks);
    }

    /// One projection's.
    ///
    /// @param basis   where its entries hardly correlate; empty for the basis of the weights
    /// @param inverse what each entry there is multiplied by, (out, in)
    /// @param damping λ
    record Block(Optional<KroneckerFactor> basis, Tensor inverse, double damping) {
        /// @param gradients (…, out, in)
        Tensor rotated(Tensor gradients) {
            return basis.map(b -> b.rotated(gradients)).orElse(gradients);
        }
    }

    Block of(Projection place) {
        return Check.found(blocks.get(place), "the curvature was fitted on %s, not on %s", blocks.keySet(), place);
    }
}
