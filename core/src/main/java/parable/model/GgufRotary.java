package parable.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.tensor.GgufFile;

/// Rotary positions as a GGUF file has them. As in llama.cpp (`llama_model_base::load_hparams`), a factor is linear
/// unless a type says otherwise, and files from before types have it under `rope.scale_linear`.
final class GgufRotary {
    private static final double USUAL_BASE = 10_000, LARGEST_BASE = 1e15, LARGEST_FACTOR = 1e6;

    private GgufRotary() {}

    static double base(GgufFacts facts) {
        return facts.optionalReal("rope.freq_base", 1, LARGEST_BASE).orElse(USUAL_BASE);
    }

    /// @param headWidth channels of a head
    static RotaryScaling scaling(GgufFile file, GgufFacts facts, int headWidth) {
        RotaryScaling linear = linear(facts);
        facts.requireNeutral("rope.scaling.attn_factor", 1);
        if (!file.has(GgufArchitecture.ROTARY_FACTORS)) {
            return linear;
        }
        if (!(linear instanceof RotaryScaling.None)) {
            throw facts.asksFor("rotary positions scaled by a factor and by a table of factors");
        }
        return divided(file, facts, headWidth);
    }

    private static RotaryScaling linear(GgufFacts facts) {
        Optional<String> type = facts.text("rope.scaling.type");
        if (type.filter(name -> !name.equals("none") && !name.equals("linear")).isPresent()) {
            throw facts.asksFor("rotary scaling of type \"%s\" (not none, linear or a table of factors)", type.get());
        }
        Optional<Double> factor = factor(facts, "rope.scaling.factor"), old = factor(facts, "rope.scale_linear");
        if (factor.isPresent() && old.isPresent() && !factor.equals(old)) {
            throw facts.asksFor("rotary scaling by %s and by %s at once", factor.get(), old.get());
        }
        double stated = factor.or(() -> old).orElse(1.0);
        if (stated != 1 && type.equals(Optional.of("none"))) {
            throw facts.asksFor("no rotary scaling, yet names a factor of %s", stated);
        }
        return RotaryConfig.linear(stated);
    }

    /// 0 counts as absent, as in llama.cpp.
    private static Optional<Double> factor(GgufFacts facts, String key) {
        return facts.optionalReal(key, 0, LARGEST_FACTOR).filter(factor -> factor != 0);
    }

    private static RotaryScaling divided(GgufFile file, GgufFacts facts, int headWidth) {
        if (!file.entry(GgufArchitecture.ROTARY_FACTORS).shape().equals(List.of(headWidth / 2L))) {
            throw facts.asksFor(
                    "a table of rotary factors of shape %s for heads of %d channels",
                    file.entry(GgufArchitecture.ROTARY_FACTORS).shape(), headWidth);
        }
        List<Float> factors = new ArrayList<>();
        for (float factor : file.floats(GgufArchitecture.ROTARY_FACTORS)) {
            if (!(factor > 0 && factor <= LARGEST_FACTOR)) {
                throw facts.asksFor("a rotary factor of %s", factor);
            }
            factors.add(factor);
        }
        return new RotaryScaling.Divided(factors);
    }
}
