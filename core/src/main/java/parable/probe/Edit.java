package parable.probe;

import java.lang.foreign.MemorySegment;
import parable.ground.Check;
import parable.model.Site;
import parable.tensor.DType;
import parable.tensor.Tensor;

/// What is done to the residual stream at one site, at every token.
///
/// Letters: v the direction, of length 1; h the stream, (…, C).
public sealed interface Edit {
    Site site();

    /// `v`
    double[] vector();

    /// @param h (…, C)
    /// @return (…, C)
    Tensor applied(Tensor h);

    /// `h + s ρ v`, so that `v · h` grows by exactly `s ρ`.
    ///
    /// @param strength s, in mean residual norms; negative pushes the other way
    /// @param norm     ρ, the mean length of the stream at this site over ordinary text
    record Add(Site site, double[] vector, double strength, double norm) implements Edit {
        /// Beyond two residual norms nothing of the stream is left to read.
        public static final double MOST = 2;

        public Add {
            Check.that(
                    Math.abs(strength) <= MOST,
                    "a strength counts residual norms, from -%s to %s, but was %s",
                    MOST,
                    MOST,
                    strength);
            Check.that(norm > 0, "the mean residual norm must be above 0, but was %s", norm);
        }

        @Override
        public Tensor applied(Tensor h) {
            return h.plus(tensor(Vectors.times(vector, strength * norm), h));
        }
    }

    /// `h - v (v · h)`: nothing is left along the direction.
    record Ablate(Site site, double[] vector) implements Edit {
        @Override
        public Tensor applied(Tensor h) {
            Tensor v = tensor(vector, h);
            return h.minus(along(h, v).times(v));
        }
    }

    /// `h - v max(0, v · h - limit)`: the stream never reads above `limit`.
    record Cap(Site site, double[] vector, double limit) implements Edit {
        @Override
        public Tensor applied(Tensor h) {
            Tensor v = tensor(vector, h);
            Tensor above = along(h, v).plus(-limit);
            Tensor excess = above.plus(above.square().sqrt()).times(0.5); // max(0, x) = (x + |x|) / 2
            return h.minus(excess.times(v));
        }
    }

    /// `v · h` with the last dimension kept at size 1.
    private static Tensor along(Tensor h, Tensor v) {
        long[] shape = h.shape();
        shape[shape.length - 1] = 1;
        return h.times(v).sumOver(-1).view(shape);
    }

    private static Tensor tensor(double[] values, Tensor like) {
        return Tensor.ofBytes(MemorySegment.ofArray(values), DType.FLOAT64, values.length)
                .to(like.dtype());
    }
}
