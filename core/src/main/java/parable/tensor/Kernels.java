package parable.tensor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.global.torch;

/// The machine code that computes. Two processors with other vector units round differently, so results are equal to
/// the last bit only where these are equal.
///
/// @param portable whether they are those that every x86-64 processor with AVX2 has
/// @param aten     vector units that libtorch's own operators use
/// @param blas     library that multiplies matrices, and the processor family whose kernels it uses
/// @param oneDnn   most that oneDNN may use; `native` where nothing holds it
public record Kernels(boolean portable, String aten, String blas, String oneDnn) {
    private static final String OPENBLAS = "OpenBLAS ", NATIVE = "native";

    static final String AVX2 = "AVX2";

    /// Block sizes are part of OpenBLAS's processor family.
    static final String CORE = "Haswell";

    /// Portable when all three are.
    static Kernels of(String aten, String blas, String oneDnn) {
        boolean portable = aten.equals(AVX2) && blas.equals(OPENBLAS + CORE) && oneDnn.equals(AVX2);
        return new Kernels(portable, aten, blas, oneDnn);
    }

    /// What the loaded libraries say of themselves.
    static Kernels loaded() {
        return of(
                torch.get_cpu_capability().getString(),
                NativeSettings.blasCore().map(OPENBLAS::concat).orElseGet(() -> "MKL on " + Processor.name()),
                NativeSettings.environment("ONEDNN_MAX_CPU_ISA").orElse(NATIVE));
    }

    /// What to say of two sets of answers that were not computed alike; nothing where that is not known.
    ///
    /// @param one   everything that computed the one; more than one after a move to another machine
    /// @param other everything that computed the other
    public static Optional<String> difference(List<Kernels> one, List<Kernels> other) {
        boolean known = !one.isEmpty() && !other.isEmpty();
        boolean alike = one.size() == 1 && one.equals(other);
        return known && !alike
                ? Optional.of("computed by different kernels, so the same weights may answer differently: %s, %s"
                        .formatted(text(one), text(other)))
                : Optional.empty();
    }

    public static String text(List<Kernels> all) {
        return all.stream().map(Kernels::text).collect(Collectors.joining(" and "));
    }

    /// One line for people.
    public String text() {
        return "%sATen %s, %s, oneDNN %s".formatted(portable ? "portable: " : "", aten, blas, oneDnn);
    }
}
