package parable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A Python that can import what a test asks for, to run the scripts of `src/test/python`.
///
/// The interpreter is the one that `PARABLE_PYTHON` names, else the first `python3` on the `PATH`. Where none
/// fits, a test is skipped with the reason, and counted as skipped: the build needs no Python.
public record PythonOracle(Path interpreter) {
    private static final Map<List<String>, Search> SEARCHED =
            new ConcurrentHashMap<>(); // importing torch takes seconds
    private static final Duration IMPORT = Duration.ofMinutes(2); // a cold import of torch from a slow disk

    /// What looking for an interpreter came to.
    public sealed interface Search {
        record Found(PythonOracle python) implements Search {}

        /// @param reason what is missing and what to do, one line
        record Absent(String reason) implements Search {}
    }

    /// The oracle, or this test is skipped. Call it in a field or a test: Surefire does not count what
    /// `@BeforeAll` skips.
    public static PythonOracle orSkip(String... modules) {
        return switch (SEARCHED.computeIfAbsent(List.of(modules), _ -> find(System.getenv(), modules))) {
            case Search.Found(var python) -> python;
            case Search.Absent(var reason) -> Assumptions.abort(reason);
        };
    }

    /// Looks in `environment` (`PARABLE_PYTHON`, `PATH`) for a Python that imports all `modules`.
    public static Search find(Map<String, String> environment, String... modules) {
        String named = environment.getOrDefault("PARABLE_PYTHON", "");
        if (!named.isEmpty()) {
            return Files.isExecutable(Path.of(named))
                    ? importing(Path.of(named), modules)
                    : new Search.Absent("PARABLE_PYTHON names %s, which cannot be run.".formatted(named));
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(python -> importing(python, modules))
                .orElseGet(() -> new Search.Absent("No python3 on the PATH. Set PARABLE_PYTHON to an interpreter."));
    }

    private static Search importing(Path interpreter, String... modules) {
        var command = List.of(interpreter.toString(), "-c", "import sys, " + String.join(", ", modules));
        Ended ended = ended(command, IMPORT);
        return ended.status() == 0
                ? new Search.Found(new PythonOracle(interpreter))
                : new Search.Absent("%s cannot import %s (%s). Install them there or set PARABLE_PYTHON."
                        .formatted(interpreter, String.join(", ", modules), lastLine(ended.errors())));
    }

    /// A script of `src/test/python`.
    public static Path script(String name) {
        return Path.of("src", "test", "python", name).toAbsolutePath();
    }

    /// Runs `script` and returns its standard output.
    ///
    /// @throws AssertionError when it fails or outlives `limit` (it is killed then), with the end of
    ///         its error output
    public String run(Duration limit, Path script, String... arguments) {
        var command = new ArrayList<>(List.of(interpreter.toString(), script.toString()));
        command.addAll(List.of(arguments));
        Ended ended = ended(command, limit);
        if (ended.status() != 0) {
            throw new AssertionError("%s ended with status %d. Its last words:%n%s"
                    .formatted(command, ended.status(), tail(ended.errors())));
        }
        return ended.output();
    }

    /// @param status the exit status; 137 when the process was killed at its limit
    private record Ended(int status, String output, String errors) {}

    /// Output goes to files, not pipes: a full pipe that is not read would stop the process.
    private static Ended ended(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("oracle", ".out");
            Path errors = Files.createTempFile("oracle", ".err");
            try {
                int status = status(
                        new ProcessBuilder(command)
                                .redirectOutput(output.toFile())
                                .redirectError(errors.toFile()),
                        limit);
                return new Ended(status, Files.readString(output), Files.readString(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be run".formatted(command), e);
        }
    }

    private static int status(ProcessBuilder builder, Duration limit) throws IOException {
        Process process = builder.start();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly().waitFor();
            return 137;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + builder.command(), e);
        }
    }

    private static String lastLine(String text) {
        return text.isBlank()
                ? "no message"
                : text.strip().lines().reduce((_, line) -> line).orElseThrow();
    }

    private static String tail(String text) {
        int kept = 2_000;
        return text.length() <= kept ? text : "[cut] " + text.substring(text.length() - kept);
    }
}
