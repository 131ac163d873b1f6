package parable.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Which signals this process, and so every process that it starts, ignores.
public final class SignalMask {
    public static final String REASON = "SIGINT is ignored here, as in whatever a shell has put into the background;"
            + " children inherit that. Run the tests in the foreground";

    private static final int SIGINT = 2;

    private SignalMask() {}

    /// Whether Ctrl-C reaches children. True where the system does not say.
    static boolean letsInterruptsThrough() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(line.indexOf(':') + 1).strip(), 16))
                    .allMatch(ignored -> (ignored >> (SIGINT - 1) & 1) == 0);
        } catch (IOException _) {
            return true;
        }
    }
}
