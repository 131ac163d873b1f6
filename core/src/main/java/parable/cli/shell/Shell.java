package parable.cli.shell;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import parable.ground.Progress;
import parable.ground.StopSignal;

/// What a command may know of the outside: where it prints, the environment, the user's wish to stop.
///
/// @param out         results
/// @param err         progress, notes, errors
/// @param environment variables by name
/// @param home        the folder of the launcher, under which the shipped checkpoints lie
/// @param runs        where runs are kept unless a command says otherwise
/// @param columns     width of the terminal behind `err`; 0 when `err` is no terminal
/// @param stop        raised by the first Ctrl-C
public record Shell(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path home,
        Path runs,
        int columns,
        StopSignal stop) {
    /// In the user's working folder, never in the program's.
    private static final Path USUAL_RUNS = Path.of("runs");

    /// The real one. The launcher, which can ask, passes the home folder and the terminal's width.
    public static Shell ofProcess(StopSignal stop) {
        return new Shell(
                System.out,
                System.err,
                System.getenv(),
                Path.of(System.getProperty("parable.home", "."))
                        .toAbsolutePath()
                        .normalize(),
                USUAL_RUNS,
                Integer.getInteger("parable.columns", 0),
                stop);
    }

    /// The view of long work that fits where `err` goes: nothing, one live view, or a line every 10 s.
    public Progress progress(boolean quiet) {
        return quiet ? Progress.SILENT : new TerminalProgress(err, columns, System::nanoTime);
    }

    /// Color is used on a terminal unless [`NO_COLOR`](https://no-color.org) is set and not empty.
    public boolean colors() {
        return columns > 0 && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
