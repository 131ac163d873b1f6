package parable.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Settings of the C library and of OpenBLAS that must stand before either is loaded. A Java process cannot set
/// its own environment, so the C functions are called. Where a function is missing (Windows) nothing is
/// changed.
final class NativeSettings {
    /// `mallopt` codes of glibc's malloc.h.
    private static final int M_TRIM_THRESHOLD = -1, M_MMAP_THRESHOLD = -3;

    /// Blocks up to this size stay in the heap: at the default of 128 kB every activation is mapped and
    /// unmapped, which cost 8 to 15 % of a training step.
    private static final int KEEP_BYTES = 1 << 30;

    private NativeSettings() {}

    /// @param portable holds every library to AVX2; what the environment says is then overruled
    static void apply(boolean portable) {
        // With OpenBLAS's own thread pool next to another, training of small models was twenty times slower.
        setUnlessGiven("OPENBLAS_NUM_THREADS", "1");
        setUnlessGiven("OMP_NUM_THREADS", "1");
        chooseCore(portable ? Kernels.CORE : System.getenv("PARABLE_BLAS_CORE"));
        if (portable) {
            set("ATEN_CPU_CAPABILITY", "avx2");
            set("ONEDNN_MAX_CPU_ISA", "AVX2");
        }
        function("mallopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).ifPresent(mallopt -> {
            invoke(mallopt, M_MMAP_THRESHOLD, KEEP_BYTES);
            invoke(mallopt, M_TRIM_THRESHOLD, KEEP_BYTES);
        });
    }

    /// `PARABLE_BLAS_CORE` names the processor family whose kernels OpenBLAS uses; without it OpenBLAS looks
    /// for itself. `OPENBLAS_CORETYPE` is not heeded: tools that want the same bits on every machine leave it
    /// at `Haswell`, which halves the speed of matrix products where there is AVX-512 (95 instead of 190
    /// GFLOP/s on a Zen 5 core, 640 × 128 × 384), and a run must not depend on what another tool left behind.
    private static void chooseCore(@Nullable String core) {
        if (core == null) {
            call("unsetenv", "OPENBLAS_CORETYPE");
        } else {
            set("OPENBLAS_CORETYPE", core);
        }
    }

    /// The processor family whose kernels the loaded OpenBLAS uses; empty where another library multiplies
    /// matrices.
    static Optional<String> blasCore() {
        return SymbolLookup.loaderLookup()
                .find("openblas_get_corename")
                .map(at -> text(handle(at, FunctionDescriptor.of(ValueLayout.ADDRESS))));
    }

    /// A variable as native libraries see it: `System.getenv` does not know what was set here.
    static Optional<String> environment(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return Linker.nativeLinker()
                    .defaultLookup()
                    .find("getenv")
                    .map(at -> handle(at, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS)))
                    .map(getenv -> text(getenv, arena.allocateFrom(name)))
                    .filter(value -> !value.isEmpty());
        }
    }

    /// What a function that returns a C string returned; empty for a null pointer.
    @SuppressWarnings("restricted") // both functions return a string that ends with a zero, or null
    private static String text(MethodHandle function, Object... arguments) {
        MemorySegment found = (MemorySegment) invoke(function, arguments);
        return found.address() == 0 ? "" : found.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static void call(String function, String argument) {
        function(function, ValueLayout.ADDRESS).ifPresent(handle -> {
            try (Arena arena = Arena.ofConfined()) {
                invoke(handle, arena.allocateFrom(argument));
            }
        });
    }

    private static void setUnlessGiven(String name, String value) {
        if (System.getenv(name) == null) {
            set(name, value);
        }
    }

    private static void set(String name, String value) {
        function("setenv", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                .ifPresent(setenv -> {
                    try (Arena arena = Arena.ofConfined()) {
                        invoke(setenv, arena.allocateFrom(name), arena.allocateFrom(value), 1);
                    }
                });
    }

    private static Optional<MethodHandle> function(String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .defaultLookup()
                .find(name)
                .map(at -> handle(at, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters)));
    }

    @SuppressWarnings("restricted") // functions are called with the types that C gives them
    private static MethodHandle handle(MemorySegment function, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(function, type);
    }

    private static Object invoke(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a C library function refused its arguments", e);
        }
    }
}
