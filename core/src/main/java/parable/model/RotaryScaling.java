package parable.model;

import java.util.List;
import parable.ground.Check;

/// How rotary frequencies differ from `base^(-2i/D)`, so that a model reaches further than it was pretrained.
public sealed interface RotaryScaling {
    /// The frequency that pair `pair` of a head turns with, in radians a position.
    ///
    /// @param plain its frequency without scaling
    float of(int pair, float plain);

    record None() implements RotaryScaling {
        @Override
        public float of(int pair, float plain) {
            return plain;
        }
    }

    /// All pairs turn `factor` times slower ([Chen et al. 2023](https://arxiv.org/abs/2306.15595); in transformers
    /// `rope_type: linear`).
    record Linear(double factor) implements RotaryScaling {
        public Linear {
            Check.that(factor > 0, "rotary scaling needs factor > 0, but was %s", factor);
        }

        @Override
        public float of(int pair, float plain) {
            return plain / (float) factor;
        }
    }

    /// Llama 3.1's rule (Grattafiori et al. 2024, [The Llama 3 herd of
    /// models](https://arxiv.org/abs/2407.21783); in transformers `rope_type: llama3`): with wavelength `w
    /// = 2π/frequency` and the original context `c`, pairs with `w < c/high` stay, those with `w > c/low`
    /// turn `factor` times slower, and those between are blended by `s = (c/w - low) / (high - low)`.
    ///
    /// @param factor  how much slower the slowest pairs turn
    /// @param low     waves in the original context below which a pair counts as slow
    /// @param high    waves in the original context above which it counts as fast
    /// @param context tokens of the original context
    record Llama3(double factor, double low, double high, int context) implements RotaryScaling {
        public Llama3 {
            Check.that(
                    factor > 0 && high > low,
                    "rotary scaling needs factor > 0 and high > low, but was factor %s, low %s, high %s",
                    factor,
                    low,
                    high);
        }

        @Override
        public float of(int pair, float plain) {
            float wavelength = (float) (2 * Math.PI) / plain;
            if (wavelength < (float) (context / high)) {
                return plain;
            }
            float slow = plain / (float) factor;
            if (wavelength > (float) (context / low)) {
                return slow;
            }
            float smooth = (context / wavelength - (float) low) / (float) (high - low);
            return (1 - smooth) * slow + smooth * plain;
        }
    }

    /// A factor for each pair, as GGUF files store the rule above when it has been worked out.
    ///
    /// @param factors by which the frequencies are divided, one for each pair of a head
    record Divided(List<Float> factors) implements RotaryScaling {
        public Divided {
            factors = List.copyOf(factors);
        }

        @Override
        public float of(int pair, float plain) {
            Check.that(
                    pair < factors.size(),
                    "there are %d rotary factors, but the heads have more pairs",
                    factors.size());
            return plain / factors.get(pair);
        }
    }
}
