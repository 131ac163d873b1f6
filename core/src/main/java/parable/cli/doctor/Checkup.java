package parable.cli.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.cli.shell.Shell;
import parable.ground.StudyException;
import parable.tensor.Engine;
import parable.tensor.Kernels;

/// What `doctor` looks at. It answers at once: a native library is loaded only where it lies unpacked already, and
/// one that cannot start is reported like anything else that is missing.
final class Checkup {
    private static final long GIB = 1L << 30;

    /// Arbitrary: below this the embedded study still fits, real models do not.
    private static final long COMFORTABLE_MEMORY = 4 * GIB;
    /// About what the unpacked native libraries (0.5 GB) and one embedded study take.
    private static final long NEEDED_DISK = GIB;

    private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");

    private static final List<String> THREAD_VARIABLES =
            List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_WAIT_POLICY");

    /// The names under which model providers document their keys.
    private static final List<String> KEY_VARIABLES = List.of(
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY",
            "MISTRAL_API_KEY",
            "OPENAI_API_KEY",
            "OPENROUTER_API_KEY");

    private final Shell shell;

    Checkup(Shell shell) {
        this.shell = shell;
    }

    List<Diagnosis> all() {
        return List.of(java(), cores(), memory(), disk(), blas(), kernels(), accelerator(), threads(), keys());
    }

    private static Diagnosis java() {
        return Diagnosis.ok(
                "java",
                "%s (%s)"
                        .formatted(
                                Runtime.version(), Objects.requireNonNullElse(System.getProperty("java.vendor"), "?")));
    }

    private static Diagnosis cores() {
        return Diagnosis.ok("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    }

    private static Diagnosis memory() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system)) {
            return Diagnosis.note("memory", "unknown", "This Java cannot tell how much memory the machine has.");
        }
        String value = "%s, %s free; Java heap up to %s, tensors outside it"
                .formatted(
                        gib(system.getTotalMemorySize()),
                        gib(system.getFreeMemorySize()),
                        gib(Runtime.getRuntime().maxMemory()));
        return system.getTotalMemorySize() >= COMFORTABLE_MEMORY
                ? Diagnosis.ok("memory", value)
                : Diagnosis.note("memory", value, "Enough for the embedded organism, not for models of real size.");
    }

    private Diagnosis disk() {
        Path folder = existing(shell.runs().toAbsolutePath());
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String value = "%s free for %s".formatted(gib(free), shell.runs());
            if (!Files.isWritable(folder)) {
                return Diagnosis.missing("disk", value, "%s cannot be written: change its rights.".formatted(folder));
            }
            return free >= NEEDED_DISK
                    ? Diagnosis.ok("disk", value)
                    : Diagnosis.missing(
                            "disk", value, "A study needs about %s: free some space.".formatted(gib(NEEDED_DISK)));
        } catch (IOException e) {
            return Diagnosis.missing("disk", e.toString(), "Make sure that %s can be read.".formatted(folder));
        }
    }

    /// The linear algebra library that libtorch will load: decided by what the build put on the class path, and
    /// by the property that overrules it.
    private static Diagnosis blas() {
        String asked = System.getProperty("org.bytedeco.openblas.load", "");
        boolean mkl = Checkup.class.getResource("/org/bytedeco/mkl/linux-x86_64") != null;
        if (!asked.isEmpty()) {
            return Diagnosis.ok("blas", "%s, by the property org.bytedeco.openblas.load".formatted(asked));
        }
        return mkl
                ? Diagnosis.ok("blas", "MKL")
                : Diagnosis.note(
                        "blas",
                        "OpenBLAS, single-threaded",
                        "Right for small models. For large ones on Linux x86-64, MKL is faster (160 MB, proprietary):"
                                + "\nexport PARABLE_MKL=1 and run ./parable again.");
    }

    /// Which machine code computes here; only the loaded libraries know.
    private static Diagnosis kernels() {
        if (!Engine.isUnpacked()) {
            return Diagnosis.note(
                    "kernels",
                    "not known before the first use",
                    "The tensor library is unpacked when a model first computes. Ask again after that.");
        }
        try {
            Kernels kernels = Engine.kernels();
            return kernels.portable() || !Engine.canBePortable()
                    ? Diagnosis.ok("kernels", kernels.text())
                    : Diagnosis.note(
                            "kernels",
                            kernels.text(),
                            "Results are equal to the last bit only between processors with equal kernels."
                                    + "\n--portable-kernels gives the same results on every x86-64 processor with AVX2.");
        } catch (LinkageError | StudyException e) {
            return Diagnosis.missing("kernels", "the tensor library cannot start", String.valueOf(e.getMessage()));
        }
    }

    /// What is in the machine. The build carries libtorch for the CPU.
    private static Diagnosis accelerator() {
        return Files.exists(NVIDIA_DRIVER)
                ? Diagnosis.note("accelerator", "an NVIDIA driver is present", "This build computes on the CPU only.")
                : Diagnosis.ok("accelerator", "none; models run on the CPU");
    }

    private Diagnosis threads() {
        String value = THREAD_VARIABLES.stream()
                .map(name -> name + "=" + shell.environment().getOrDefault(name, "unset"))
                .collect(Collectors.joining(" "));
        return "1".equals(shell.environment().get("OPENBLAS_NUM_THREADS"))
                ? Diagnosis.ok("threads", value)
                : Diagnosis.note(
                        "threads",
                        value,
                        "OpenBLAS with a thread pool of its own is up to 20 times slower here: set OPENBLAS_NUM_THREADS=1"
                                + "\n(./parable does so unless the variable is set already).");
    }

    private Diagnosis keys() {
        String present = KEY_VARIABLES.stream()
                .filter(name -> !shell.environment().getOrDefault(name, "").isBlank())
                .collect(Collectors.joining(" "));
        return present.isEmpty()
                ? Diagnosis.note(
                        "keys",
                        "no provider key in the environment",
                        "Needed only to audit models behind an API, for example OPENAI_API_KEY or ANTHROPIC_API_KEY.")
                : Diagnosis.ok("keys", present + " (values are never shown)");
    }

    /// The folder itself or the nearest one above it that is there.
    private static Path existing(Path folder) {
        return Stream.iterate(folder, Objects::nonNull, Path::getParent)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
