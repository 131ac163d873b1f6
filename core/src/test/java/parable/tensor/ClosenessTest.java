package parable.tensor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClosenessTest {
    @Test
    void aDifferenceTellsWhereAndHowFar() {
        assertThatThrownBy(() -> Closeness.assertClose(
                        "logits", new float[] {1, 2.5f, 3.25f}, new float[] {1, 2, 3}, Closeness.FLOAT32))
                .isInstanceOf(AssertionError.class)
                .hasMessage("logits: element 1 of 3 is 2.5, expected 2.0; they differ by 5.00e-01, allowed is 1e-05");
    }

    @Test
    void whatIsNoNumberIsNeverClose() {
        assertThatThrownBy(() -> Closeness.assertClose("x", new float[] {9, Float.NaN}, new float[] {1, 2}, 100))
                .hasMessageContaining("element 1 of 2 is NaN");
        assertThatThrownBy(() -> Closeness.assertClose("x", Double.NaN, 1, 100)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anotherLengthIsNeverClose() {
        assertThatThrownBy(() -> Closeness.assertClose("x", new float[0], new float[1], 100))
                .hasMessageContaining("0 elements, but 1");
    }

    @Test
    void whatIsWithinTheToleranceIsClose() {
        assertThatCode(() -> Closeness.assertClose("x", new float[] {1.25f}, new float[] {1}, 0.25))
                .doesNotThrowAnyException();
    }
}
