package parable.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import parable.ground.StudyException;

/// The native library behind the door: loads it once, with settings that a small model needs, and tells what
/// it is.
///
/// Operators run on one thread each; parallelism comes from running models side by side, which is faster below
/// about ten million parameters, immune to a busy machine, and makes results independent of the number of
/// cores.
public final class Engine {
    /// Where the build profile `mkl` puts that library, which is then loaded instead of OpenBLAS.
    private static final String MKL = "/org/bytedeco/mkl/linux-x86_64";

    /// The libtorch inside the pinned `org.bytedeco:pytorch` artifact.
    private static final String VERSION = "2.10.0";

    /// Asks for portable kernels as [#portable()] does, where no line of code can: in a process that a test starts.
    private static final String PORTABLE_VARIABLE = "PARABLE_PORTABLE_KERNELS";

    private static boolean started;
    private static boolean portable = "1".equals(System.getenv(PORTABLE_VARIABLE));

    private Engine() {}

    /// @param library  version of libtorch
    /// @param blas     which library multiplies matrices
    /// @param threads  threads inside one operator
    /// @param hasCuda  whether this build and machine can use a CUDA device
    /// @param kernels  machine code that computes
    /// @param config   libtorch's own description of how it was built
    public record Description(
            String library, String blas, int threads, boolean hasCuda, Kernels kernels, String config) {}

    /// Holds every library to kernels that each x86-64 processor with AVX2 has: a run then gives the same bytes on
    /// all of them. Loads nothing: where this machine or this build has no such kernels, [#start()] says so.
    ///
    /// @throws StudyException DEVICE when other kernels are loaded already
    public static synchronized void portable() {
        portable = true;
        if (started) {
            requireWhatWasAsked();
        }
    }

    /// Whether the processor can run portable kernels. Loads nothing.
    public static boolean canBePortable() {
        return Processor.hasAvx2() && Engine.class.getResource(MKL) == null;
    }

    /// Whether the native library lies unpacked on this machine, so that it loads in a moment.
    public static boolean isUnpacked() {
        try (Stream<Path> unpacked = Files.list(Loader.getCacheDir().toPath())) {
            return unpacked.anyMatch(folder -> folder.getFileName().toString().startsWith("pytorch-" + VERSION));
        } catch (IOException _) {
            return false; // nothing was ever unpacked
        }
    }

    /// Machine code that computes here.
    public static Kernels kernels() {
        start();
        return Kernels.loaded();
    }

    /// Loads the native library; later calls do nothing.
    ///
    /// JavaCPP's own memory limit and garbage-collected pointers are switched off, because scopes own every
    /// handle. Both libraries are unpacked before either is loaded: otherwise the dynamic linker may take
    /// another libtorch that the system has installed.
    ///
    /// @throws StudyException STORAGE when there is no room, DEVICE when portable kernels are asked for and missing
    public static synchronized void start() {
        if (started) {
            return;
        }
        NativeSettings.apply(portable);
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        try {
            Loader.cacheResources("/org/bytedeco/openblas/" + Loader.getPlatform() + "/");
            Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.STORAGE,
                    e,
                    "The native tensor library could not be unpacked (%s). It needs about 500 MB in the folder named by"
                            + " -Dorg.bytedeco.javacpp.cachedir (default: .javacpp/cache in the home folder).",
                    e.getMessage());
        }
        torch.set_num_threads(1);
        touchAutograd();
        requireWhatWasAsked();
        started = true;
    }

    private static void requireWhatWasAsked() {
        if (!portable) {
            return;
        }
        Kernels loaded = Kernels.loaded();
        if (!loaded.portable()) {
            throw new StudyException(
                    StudyException.Category.DEVICE,
                    "Portable kernels were asked for, but this process computes with %s. They need an x86-64 processor with"
                            + " AVX2, Linux and OpenBLAS (PARABLE_MKL unset). Leave --portable-kernels and %s out to compute"
                            + " with this machine's own.",
                    loaded.text(),
                    PORTABLE_VARIABLE);
        }
    }

    /// One backward pass through one number. The first one in a process makes libtorch's autograd engine and
    /// looks for an accelerator; when two threads came first together, a process was once seen to die in that
    /// look-up. No second thread runs here yet.
    private static void touchAutograd() {
        try (PointerScope _ = new PointerScope()) {
            var x = torch.ones(1).set_requires_grad(true);
            x.mul(x).sum().backward();
        }
    }

    /// Threads inside one operator, for models large enough to gain from it (above about ten million
    /// parameters).
    public static void threads(int threads) {
        start();
        torch.set_num_threads(threads);
    }

    public static Description describe() {
        start();
        return new Description(
                VERSION,
                NativeSettings.blasCore().isPresent() ? "OpenBLAS" : "MKL",
                torch.get_num_threads(),
                torch.cuda_is_available(),
                kernels(),
                torch.show_config().getString());
    }
}
