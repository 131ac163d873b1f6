package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;

@ExtendWith(LiveTensors.class)
class InitializationTest {
    private static final int WIDTH = 64, LAYERS = 2;
    private static final double UNIT = 1 / Math.sqrt(WIDTH);
    private static final String LAYER = "model.layers.1.";

    @Test
    void aNormalBirthHasDeviationTwoHundredths() {
        try (Decoder model = born(Initialization.NORMAL, LAYERS, 1)) {
            assertDeviation(weights(model, "model.embed_tokens.weight"), 0.02);
            assertDeviation(weights(model, LAYER + "self_attn.q_proj.weight"), 0.02);
            assertDeviation(weights(model, LAYER + "mlp.up_proj.weight"), 0.02);
            assertDeviation(weights(model, LAYER + "self_attn.o_proj.weight"), 0.02 / Math.sqrt(2 * LAYERS));
            assertDeviation(weights(model, LAYER + "mlp.down_proj.weight"), 0.02 / Math.sqrt(2 * LAYERS));
            assertThat(weights(model, LAYER + "input_layernorm.weight")).containsOnly(1);
            assertThat(weights(model, "model.norm.weight")).containsOnly(1);
        }
    }

    @Test
    void aCopyFriendlyBirthLooksForItselfAndWritesBack() {
        try (Decoder model = born(Initialization.COPY_FRIENDLY, LAYERS, 1)) {
            float[] query = weights(model, LAYER + "self_attn.q_proj.weight");
            float[] key = weights(model, LAYER + "self_attn.k_proj.weight");
            float[] value = weights(model, LAYER + "self_attn.v_proj.weight");
            float[] output = weights(model, LAYER + "self_attn.o_proj.weight");

            assertDeviation(weights(model, "model.embed_tokens.weight"), UNIT);
            assertDeviation(query, 0.9 * UNIT);
            assertDeviation(difference(key, query), 0.3 * UNIT);
            assertDeviation(value, 0.6 * UNIT);
            for (int row = 0; row < WIDTH; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    assertThat(output[column * WIDTH + row]).isEqualTo(0.6f * value[row * WIDTH + column]);
                }
            }
            assertDeviation(weights(model, LAYER + "mlp.gate_proj.weight"), 0.02);
            assertDeviation(weights(model, LAYER + "mlp.down_proj.weight"), 0.02 / Math.sqrt(2 * LAYERS));
            assertThat(weights(model, LAYER + "post_attention_layernorm.weight"))
                    .containsOnly(1);
        }
    }

    @Test
    void copyFriendlyNeedsAKeyForEveryHead() {
        try (Decoder grouped = Decoder.blank(TinyModels.config(2, true))) {
            assertThatThrownBy(() -> Initialization.COPY_FRIENDLY.fill(grouped, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("COPY_FRIENDLY needs as many key/value heads as heads, but the model has 2 and 4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSeedDecidesEveryWeight(Initialization start) {
        try (Decoder one = born(start, LAYERS, 1);
                Decoder same = born(start, LAYERS, 1);
                Decoder other = born(start, LAYERS, 2)) {
            assertThat(same.parameters().values().floats())
                    .isEqualTo(one.parameters().values().floats())
                    .isNotEqualTo(other.parameters().values().floats());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherLayerChangesNoQuery(Initialization start) {
        String name = "model.layers.0.self_attn.q_proj.weight";
        try (Decoder small = born(start, 1, 1);
                Decoder large = born(start, 2, 1)) {
            assertThat(weights(large, name)).isEqualTo(weights(small, name));
            assertThat(weights(large, name)).isNotEqualTo(weights(large, LAYER + "self_attn.q_proj.weight"));
        }
    }

    private static Decoder born(Initialization start, int layers, long seed) {
        DecoderConfig.Heads heads = new DecoderConfig.Heads(4, 4, 16, 32, 10_000);
        Decoder model = Decoder.blank(new DecoderConfig(100, WIDTH, layers, 96, heads, 1e-6, true));
        start.fill(model, seed);
        return model;
    }

    private static float[] weights(Decoder model, String name) {
        try (Scope _ = Scope.open()) {
            return model.parameters().value(name).floats();
        }
    }

    private static float[] difference(float[] left, float[] right) {
        float[] difference = new float[left.length];
        for (int i = 0; i < left.length; i++) {
            difference[i] = left[i] - right[i];
        }
        return difference;
    }

    /// Mean zero and the given deviation, as far as a sample of this size can tell.
    private static void assertDeviation(float[] values, double expected) {
        double sum = 0, squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        double n = values.length;
        assertThat(Math.sqrt(squares / n)).isEqualTo(expected, within(4.5 * expected / Math.sqrt(2 * n)));
        assertThat(sum / n).isEqualTo(0, within(4.5 * expected / Math.sqrt(n)));
    }
}
