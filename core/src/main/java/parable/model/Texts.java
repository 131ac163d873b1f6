package parable.model;

import java.util.Arrays;
import java.util.List;
import parable.tensor.Tensor;

/// What attention needs to know of the texts of one pass; the same for every layer.
///
/// Letters: M tokens, L tokens of a text, G query heads for each key/value head, D head width.
///
/// @param bundles of all tokens
/// @param masks   one a bundle, (GL, L): 0 where the key is an earlier token, -1e9 elsewhere
/// @param there   rotation tables of all tokens, (M, heads, D)
/// @param back    turns the other way and divides by sqrt(D), as the scores were
record Texts(List<TextBundle> bundles, List<Tensor> masks, Rotary there, Rotary back) {
    private static final float HIDDEN = -1e9f;

    Texts {
        bundles = List.copyOf(bundles);
        masks = List.copyOf(masks);
    }

    static Texts of(List<TextBundle> bundles, Rotary tables, DecoderConfig.Heads shape) {
        int turned = shape.heads() + shape.kvHeads(), grouped = shape.heads() / shape.kvHeads();
        Rotary there = tables.at(positions(bundles), turned);
        long M = there.cosine().size(0);
        Tensor cosine = there.cosine().view(M, turned, shape.width());
        Tensor sine = there.sine().view(M, turned, shape.width());
        double scale = 1 / Math.sqrt(shape.width());
        return new Texts(
                bundles,
                bundles.stream().map(bundle -> mask(bundle.length(), grouped)).toList(),
                new Rotary(cosine, sine),
                new Rotary(cosine.times(scale), sine.times(-scale)));
    }

    /// Each text begins at 0: a score depends on the distance between tokens only.
    private static int[] positions(List<TextBundle> bundles) {
        int[] positions = new int[bundles.stream().mapToInt(TextBundle::tokens).sum()];
        for (TextBundle bundle : bundles) {
            for (int i = 0; i < bundle.tokens(); i++) {
                positions[bundle.first() + i] = i % bundle.length();
            }
        }
        return positions;
    }

    private static Tensor mask(int L, int G) {
        float[] mask = new float[G * L * L];
        for (int row = 0; row < G * L; row++) {
            Arrays.fill(mask, row * L + row % L + 1, (row + 1) * L, HIDDEN);
        }
        return Tensor.of(mask, G * L, L);
    }
}
