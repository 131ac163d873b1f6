package parable.model;

import parable.ground.Check;

/// The shape of a Llama-style decoder ([Touvron et al. 2023](https://arxiv.org/abs/2302.13971), section 2.2).
///
/// @param vocabulary  tokens the model can read and write
/// @param width       channels of the residual stream
/// @param layers      blocks
/// @param mlpWidth    channels inside the gated MLP
/// @param attention   heads and positions
/// @param normEpsilon added to the mean square in every norm
/// @param isTied      whether the output projection is the embedding table
public record DecoderConfig(
        int vocabulary, int width, int layers, int mlpWidth, Heads attention, double normEpsilon, boolean isTied) {

    public DecoderConfig {
        Check.that(
                vocabulary > 0 && width > 0 && layers > 0 && mlpWidth > 0,
                "vocabulary, width, layers and mlpWidth must be positive, but were %d, %d, %d, %d",
                vocabulary,
                width,
                layers,
                mlpWidth);
        Check.that(normEpsilon > 0, "normEpsilon must be positive, but was %s", normEpsilon);
    }

    /// @param heads    query heads
    /// @param kvHeads  key/value heads; each serves heads / kvHeads query heads
    /// @param width    channels of one head; even, because rotary positions turn pairs
    /// @param context  most tokens in a sequence
    /// @param ropeBase longest rotary wavelength over 2π
    public record Heads(int heads, int kvHeads, int width, int context, double ropeBase) {
        public Heads {
            Check.that(
                    kvHeads > 0 && heads % kvHeads == 0,
                    "heads must be a multiple of kvHeads so that groups are equal, but were %d and %d",
                    heads,
                    kvHeads);
            Check.that(width % 2 == 0, "a head's width must be even, but was %d", width);
        }
    }

    /// The same with tables for at most `longest` positions.
    DecoderConfig withContextUpTo(int longest) {
        Heads heads = new Heads(
                attention.heads,
                attention.kvHeads,
                attention.width,
                Math.min(longest, attention.context),
                attention.ropeBase);
        return new DecoderConfig(vocabulary, width, layers, mlpWidth, heads, normEpsilon, isTied);
    }

    /// Trainable numbers in the whole model.
    public long parameterCount() {
        return ParameterTable.of(this).elements();
    }
}
