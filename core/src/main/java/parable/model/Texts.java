package parable.model;

import java.util.List;
import parable.tensor.Tensor;

/// What attention needs to know of the texts of one pass; the same for every layer.
///
/// Letters: M tokens, D head width.
///
/// @param bundles of all tokens
/// @param there   rotation tables of all tokens, (M, heads, D)
/// @param back    turns the other way
record Texts(List<TextBundle> bundles, Rotary there, Rotary back) {
    Texts {
        bundles = List.copyOf(bundles);
    }

    /// @param M at least the tokens of all bundles
    static Texts of(List<TextBundle> bundles, int M, Rotary tables, DecoderConfig.Heads shape) {
        int turned = shape.heads() + shape.kvHeads();
        Rotary there = tables.at(positions(bundles, M), turned);
        Tensor cosine = there.cosine().view(M, turned, shape.width());
        Tensor sine = there.sine().view(M, turned, shape.width());
        return new Texts(bundles, new Rotary(cosine, sine), new Rotary(cosine, sine.negated()));
    }

    /// Tokens behind the last bundle, which no text sees.
    long spare() {
        return there.cosine().size(0)
                - bundles.stream().mapToInt(TextBundle::tokens).sum();
    }

    /// Each text begins at 0: a score depends on the distance between tokens only.
    private static int[] positions(List<TextBundle> bundles, int M) {
        int[] positions = new int[M];
        for (TextBundle bundle : bundles) {
            for (int i = 0; i < bundle.tokens(); i++) {
                positions[bundle.first() + i] = i % bundle.length();
            }
        }
        return positions;
    }
}
