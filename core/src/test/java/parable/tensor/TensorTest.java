package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveTensors.class)
class TensorTest {
    private final Scope scope = Scope.open();
    private final Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aTensorKnowsItsShapeTypeAndSize() {
        assertThat(x.shape()).containsExactly(2, 3);
        assertThat(x.size(-1)).isEqualTo(3);
        assertThat(x.rank()).isEqualTo(2);
        assertThat(x.elements()).isEqualTo(6);
        assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(x).hasToString("float32[2, 3]");
        assertThat(Tensor.of(new int[] {7}, 1)).hasToString("int64[1]");
    }

    @Test
    void everyOperationDoesWhatItsNameSays() {
        assertThat(x.plus(x).floats()).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(x.plus(1).minus(x).floats()).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(x.times(x).over(x).floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(x.times(2).over(4).floats()).containsExactly(0.5f, 1, 1.5f, 2, 2.5f, 3);
        assertThat(x.negated().square().sqrt().floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(x.exp().floats()[1]).isEqualTo((float) Math.exp(2), within(1e-5f));
        assertThat(x.matmul(x.transpose(0, 1)).floats()).containsExactly(14, 32, 32, 77);
        assertThat(x.sum().item()).isEqualTo(21);
        assertThat(x.mean().item()).isEqualTo(3.5);
        assertThat(x.sumOver(0).floats()).containsExactly(5, 7, 9);
        assertThat(x.argmax().longs()).containsExactly(2, 2);
        assertThat(x.norm().item()).isEqualTo(Math.sqrt(91), within(1e-6));
    }

    @Test
    void shapesChangeWithoutMovingElements() {
        assertThat(x.view(3, -1).floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(x.transpose(0, 1).floats()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(x.transpose(0, 1).reshape(2, 3).floats()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(x.narrow(1, 1, 2).floats()).containsExactly(2, 3, 5, 6);
        assertThat(x.select(0, 1).floats()).containsExactly(4, 5, 6);
        assertThat(x.roll(1, -1).floats()).containsExactly(3, 1, 2, 6, 4, 5);
        assertThat(x.narrow(0, 0, 1).expand(2, 3).floats()).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(x.indexSelect(0, Tensor.of(new int[] {1, 1, 0}, 3)).floats())
                .containsExactly(4, 5, 6, 4, 5, 6, 1, 2, 3);
        assertThat(x.gather(Tensor.of(new int[] {2, 0}, 2, 1)).floats()).containsExactly(3, 4);
    }

    @Test
    void onlyOperationsInPlaceChangeTheirOperand() {
        x.narrow(0, 0, 1).timesInPlace(10);
        assertThat(x.floats()).as("a narrow view shares memory").containsExactly(10, 20, 30, 4, 5, 6);
        x.select(0, 1).copyInPlace(Tensor.of(new float[] {7, 8, 9}, 3));
        assertThat(x.floats()).containsExactly(10, 20, 30, 7, 8, 9);
        assertThat(x.zeroInPlace().floats()).containsOnly(0);
    }

    @Test
    void typesConvertAndRoundAsIeeeSays() {
        Tensor third = Tensor.of(new float[] {1 / 3f}, 1);
        assertThat(third.to(DType.FLOAT16).floats()[0]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(1 / 3f)));
        assertThat(third.to(DType.BFLOAT16).floats()[0]).isEqualTo(Float.intBitsToFloat(0x3eab0000));
        assertThat(x.to(DType.INT64).longs()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(x.to(DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void bytesGoInAndComeOutUnchanged() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        Tensor y = Tensor.ofBytes(bytes, DType.FLOAT32, 2);
        assertThat(y.floats()).containsExactly(1, 2);
        assertThat(y.memory().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes.toArray(ValueLayout.JAVA_BYTE));
        assertThatThrownBy(() -> Tensor.ofBytes(bytes, DType.FLOAT32, 3))
                .hasMessage("a FLOAT32 tensor of shape [3] takes 12 bytes, but 8 were given");
        assertThatThrownBy(() -> x.transpose(0, 1).memory()).hasMessageContaining("memory() needs a contiguous tensor");
    }

    @Test
    void aFailureTellsOperationShapesAndLibtorchsWords() {
        assertThatThrownBy(() -> x.matmul(x))
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("matmul(float32[2, 3], float32[2, 3]): ")
                .hasMessageContaining("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
        assertThatThrownBy(() -> x.view(4))
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("view(float32[2, 3]): ")
                .hasMessageContaining("shape '[4]' is invalid for input of size 6");
        assertThatThrownBy(() -> Ops.embedding(x, Tensor.of(new int[] {2}, 1)))
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("embedding(float32[2, 3], int64[1]): ")
                .hasMessageContaining("index out of range");
        assertThatThrownBy(x::backward)
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("backward(float32[2, 3]): ");
        assertThatThrownBy(x::item)
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("item(float32[2, 3]): ")
                .hasMessageContaining("6 elements");
    }

    @Test
    void aFailureIsOneLine() {
        assertThatThrownBy(() -> x.matmul(x)).message().doesNotContain("\n");
    }

    @Test
    void valuesMustFillTheShape() {
        assertThatThrownBy(() -> Tensor.of(new float[] {1, 2}, 3))
                .hasMessage("2 values do not fill a tensor of 3 elements");
        assertThatThrownBy(() -> Tensor.of(new int[] {1, 2}, 3))
                .hasMessage("2 values do not fill a tensor of 3 elements");
    }

    @Test
    void aDoorTellsTheShapeItExpected() {
        assertThat(x.expect("x", 2, -1)).isSameAs(x);
        assertThatThrownBy(() -> x.expect("x", -1, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x: expected shape [-1, 4] but was [2, 3]");
        assertThatThrownBy(() -> x.expect("x", -1)).hasMessageContaining("expected shape [-1]");
    }

    @Test
    void gradientsAddUpInTheirStore() {
        Tensor store = Tensor.zeros(DType.FLOAT32, 2, 3);
        x.collectGradientIn(store);
        x.square().sum().backward();
        x.square().sum().backward();
        assertThat(store.floats()).containsExactly(4, 8, 12, 16, 20, 24);
    }

    @Test
    void nothingIsRecordedWithoutGradients() {
        x.requireGradient();
        Tensor unrecorded = Ops.withoutGradients(() -> x.square().sum());
        assertThatThrownBy(unrecorded::backward).isInstanceOf(TensorException.class);
        assertThat(x.detach().floats()).isEqualTo(x.floats());
        assertThatThrownBy(() -> x.detach().sum().backward()).isInstanceOf(TensorException.class);
    }
}
