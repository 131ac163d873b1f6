package parable.model;

import parable.ground.Check;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// Rotary positions ([Su et al. 2021](https://arxiv.org/abs/2104.09864), section 3.2.2): channel pair i of a
/// head is turned by `position · base^(-2i/D)`, so that a score depends on the distance between tokens only.
///
/// The pairs are (i, i + D/2), as in Hugging Face's Llama. With `sine` negated in the first half,
/// `turn(x) = x · cos + swap(x) · sine`, where swap exchanges the halves.
///
/// Letters: T tokens, D head width.
///
/// @param cosine (T, D)
/// @param sine   (T, D), first half negated
record Rotary(Tensor cosine, Tensor sine) {

    static Rotary of(int tokens, int headWidth, double base, RotaryScaling scaling) {
        int half = headWidth / 2;
        float[] cosine = new float[tokens * headWidth], sine = new float[tokens * headWidth];
        float[] frequencies = new float[half];
        for (int i = 0; i < half; i++) {
            // Angles are formed in float32 as the reference implementation forms them.
            float plain = (float) (1.0 / (float) Math.pow(base, (float) (2.0 * i / headWidth)));
            frequencies[i] = scaling.of(i, plain);
        }
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < half; i++) {
                float angle = t * frequencies[i];
                int first = t * headWidth + i, second = first + half;
                cosine[first] = cosine[second] = (float) Math.cos(angle);
                sine[first] = (float) -Math.sin(angle);
                sine[second] = (float) Math.sin(angle);
            }
        }
        return new Rotary(Tensor.of(cosine, tokens, headWidth), Tensor.of(sine, tokens, headWidth));
    }

    /// The tables of `tokens` positions from `start`, repeated for each of `heads`: (tokens, heads, D).
    /// Repeated once a pass, they turn all heads of a token in one stretch of memory.
    Rotary at(long start, long tokens, long heads) {
        Check.that(
                start + tokens <= cosine.size(0),
                "positions up to %d were asked for, but the model's context is %d tokens",
                start + tokens,
                cosine.size(0));
        return new Rotary(repeated(cosine, start, tokens, heads), repeated(sine, start, tokens, heads));
    }

    /// The tables of one token a row, each at a position of its own, repeated for each of `heads`: (B, 1, heads,
    /// D).
    ///
    /// @param positions one a row
    Rotary at(int[] positions, long heads) {
        Tensor index = Tensor.of(positions, positions.length);
        return new Rotary(gathered(cosine, index, heads), gathered(sine, index, heads));
    }

    private static Tensor gathered(Tensor table, Tensor index, long heads) {
        long B = index.size(0), D = table.size(1);
        return table.indexSelect(0, index)
                .view(B, 1, 1, D)
                .expand(B, 1, heads, D)
                .contiguous();
    }

    private static Tensor repeated(Tensor table, long start, long tokens, long heads) {
        long D = table.size(1);
        return table.narrow(0, start, tokens)
                .view(tokens, 1, D)
                .expand(tokens, heads, D)
                .contiguous();
    }

    /// @param x (B, T, heads, D)
    /// @return (B, T, heads, D)
    Tensor turn(Tensor x) {
        return Ops.plusProduct(x.times(cosine), x.roll(x.size(-1) / 2, -1), sine);
    }
}
