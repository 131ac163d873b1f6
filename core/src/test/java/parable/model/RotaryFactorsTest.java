package parable.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotaryFactorsTest {
    private static final double BASE = 500_000;

    /// Llama 3.1 8B, Llama 3.2 1B, and a rule of our own.
    @ParameterizedTest
    @CsvSource({"8, 4, 8192, 128", "32, 4, 8192, 64", "2.5, 3.5, 1000, 64"})
    void theRuleBehindATableIsFoundAgain(double factor, double high, int context, int width) {
        RotaryScaling.Llama3 rule = new RotaryScaling.Llama3(factor, 1, high, context);
        List<Float> table = new ArrayList<>();
        for (int pair = 0; pair < width / 2; pair++) {
            float plain = (float) Math.pow(BASE, -2.0 * pair / width);
            table.add(plain / rule.of(pair, plain));
        }

        assertThat(RotaryFactors.rule(new RotaryScaling.Divided(table), width, BASE))
                .contains(rule);

        Collections.swap(table, 0, width / 2 - 1);
        assertThat(RotaryFactors.rule(new RotaryScaling.Divided(table), width, BASE))
                .as("the same factors in another order")
                .isEmpty();
    }

    @Test
    void aTableOfOneFactorHasNoRule() {
        List<Float> table = Collections.nCopies(32, 4f);
        assertThat(RotaryFactors.rule(new RotaryScaling.Divided(table), 64, BASE))
                .isEmpty();
    }
}
