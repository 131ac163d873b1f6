package parable.trace.gradient;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.ground.Check;
import parable.model.Projection;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.Tensor;

/// Writes down, at every projection of the blocks during one forward pass, what went in and, after backward,
/// the gradient of what came out.
///
/// ```
/// a_t   input of token t                                               (in)
/// s_t   ∂f/∂ output of token t                                         (out)
/// G     = Σ_t s_t a_tᵀ, the gradient of f with respect to the weight   (out, in)
/// ```
///
/// ([Grosse et al. 2023](https://arxiv.org/abs/2308.03296), section 2.2.) Rows of a batch are documents, so G
/// is formed document by document. Embedding, norms and the projection onto the vocabulary are left out, as
/// there.
final class GradientTape implements Tap {
    private final Map<Projection, Sides> sides = new TreeMap<>();

    /// Both sides of one projection.
    ///
    /// @param input          (B, T, in)
    /// @param outputGradient (B, T, out); zero until backward
    record Sides(Tensor input, Tensor outputGradient) {
        /// One gradient for each document, (B, out, in).
        Tensor gradients() {
            return outputGradient.transpose(1, 2).matmul(input);
        }
    }

    @Override
    public Tensor at(Site site, Tensor x) {
        return x;
    }

    @Override
    public Tensor through(Projection place, Tensor input, Tensor output) {
        if (place.part() == Projection.Part.VOCABULARY) {
            return output;
        }
        Tensor store = Tensor.zeros(output.dtype(), output.shape());
        Tensor probe = Tensor.zeros(output.dtype(), output.shape()).collectGradientIn(store);
        sides.put(place, new Sides(input.detach(), store));
        return output.plus(probe);
    }

    /// Every projection that was passed through, in order.
    List<Projection> places() {
        return List.copyOf(sides.keySet());
    }

    Sides of(Projection place) {
        return Check.found(sides.get(place), "the pass went through %s, not through %s", sides.keySet(), place);
    }
}
