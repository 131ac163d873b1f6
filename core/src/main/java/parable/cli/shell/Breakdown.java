package parable.cli.shell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An error of the virtual machine as one sentence with a remedy.
public final class Breakdown {
    private Breakdown() {}

    /// What to say when `failure`, or what caused it, is such an error.
    public static Optional<String> told(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> told = toldAlone(cause);
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> toldAlone(Throwable failure) {
        return switch (failure) {
            case OutOfMemoryError _ ->
                Optional.of(("The program ran out of memory (its heap may grow to %d MiB). Give it more, as in"
                                + " PARABLE_JAVA_OPTS=-Xmx8g, or let it do less side by side.")
                        .formatted(Runtime.getRuntime().maxMemory() >> 20));
            case StackOverflowError _ ->
                Optional.of("Something that was read is nested too deeply for the program's stack. Look for brackets or"
                        + " blocks within each other in the files named in the command.");
            case LinkageError broken ->
                Optional.of(("A part of the program could not be loaded (%s). Run 'parable doctor': it says what this"
                                + " machine lacks.")
                        .formatted(broken.getClass().getSimpleName()));
            case VirtualMachineError broken ->
                Optional.of("The Java virtual machine broke down (%s). Run the same command again."
                        .formatted(broken.getClass().getSimpleName()));
            default -> Optional.empty();
        };
    }
}
