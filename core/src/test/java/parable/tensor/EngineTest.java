package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void operatorsRunOnOneThread() {
        assertThat(Engine.describe().threads()).isEqualTo(1);
    }

    @Test
    void theNamedVersionIsTheLoadedOne() {
        assertThat(Engine.describe().config())
                .contains("TORCH_VERSION=" + Engine.describe().library());
    }

    /// What the loaded libraries say of themselves, not what they were asked for.
    @Test
    void testsComputeWithPortableKernels() {
        assumeTrue(Engine.canBePortable(), "this processor has no AVX2");

        assertThat(Engine.kernels()).isEqualTo(new Kernels(true, "AVX2", "OpenBLAS Haswell", "AVX2"));
        assertThat(Engine.describe().config()).contains("CPU capability usage: AVX2");
    }

    @Test
    void kernelsArePortableWhenAllThreeAre() {
        assertThat(Kernels.of("AVX2", "OpenBLAS Haswell", "AVX2").portable()).isTrue();
        assertThat(Kernels.of("AVX512", "OpenBLAS Haswell", "AVX2").portable()).isFalse();
        assertThat(Kernels.of("AVX2", "OpenBLAS SkylakeX", "AVX2").portable()).isFalse();
        assertThat(Kernels.of("AVX2", "OpenBLAS Haswell", "native").portable()).isFalse();
    }

    @Test
    void kernelsThatDifferAreNamedAndUnknownOnesAreNot() {
        Kernels one = new Kernels(true, "AVX2", "OpenBLAS Haswell", "AVX2");
        Kernels other = new Kernels(false, "AVX512", "OpenBLAS SkylakeX", "native");

        assertThat(Kernels.difference(List.of(one), List.of(one))).isEmpty();
        assertThat(Kernels.difference(List.of(), List.of(one))).isEmpty();
        assertThat(Kernels.difference(List.of(one), List.of(other)))
                .hasValueSatisfying(text -> assertThat(text).contains(one.text(), other.text()));
        assertThat(Kernels.difference(List.of(one, other), List.of(one, other))).isPresent();
    }

    @Test
    void threadsCanBeRaisedAndPutBack() {
        Engine.threads(2);
        try {
            assertThat(Engine.describe().threads()).isEqualTo(2);
        } finally {
            Engine.threads(1);
        }
    }
}
