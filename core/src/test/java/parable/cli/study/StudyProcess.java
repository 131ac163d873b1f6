package parable.cli.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `parable study tiny.yaml` in a JVM of its own, which can be interrupted and killed.
final class StudyProcess implements AutoCloseable {
    private final Process process;
    private final Path run;
    private final Path err;

    /// @param recipe the text of `tiny.yaml`
    /// @param home   where that, the runs and what it prints lie
    StudyProcess(String recipe, Path home) {
        run = home.resolve("runs/tiny");
        err = home.resolve("err.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // starts fastest
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dparable.home=" + home,
                "parable.cli.Main"));
        command.addAll(List.of("study", home.resolve("tiny.yaml").toString(), "--quiet", "--jobs", "2"));
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve("tiny.yaml"), recipe);
            process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectOutput(home.resolve("out.txt").toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path run() {
        return run;
    }

    String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int waitFor() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the study did not end within two minutes; it said: " + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGINT or SIGKILL.
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether some file of a stage has this name now.
    boolean has(String file) {
        return count(file) > 0;
    }

    long count(String file) {
        Path stages = run.resolve("stages");
        if (!Files.isDirectory(stages)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(stages)) {
            return folders.filter(folder -> Files.exists(folder.resolve(file))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
