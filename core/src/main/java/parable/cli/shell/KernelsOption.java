package parable.cli.shell;

import parable.tensor.Engine;
import picocli.CommandLine.Option;

/// For every command that computes.
public final class KernelsOption {
    @Option(
            names = "--portable-kernels",
            description =
                    "Use AVX2 kernels only: the same bytes on every x86-64 processor that has them, but slower where"
                            + " there is AVX-512.")
    private boolean portable;

    /// Before anything is computed. Loads nothing: the engine refuses when it is first used.
    public void apply() {
        if (portable) {
            Engine.portable();
        }
    }

    public void tell(CommandText line) {
        if (portable) {
            line.word("--portable-kernels");
        }
    }
}
