package parable.audit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import parable.chat.provider.ModelCatalog;
import parable.ground.Progress;
import parable.ground.StopSignal;

/// An audit of a server in a JVM of its own, which can be killed.
public final class AuditProcess implements AutoCloseable {
    static final String SECRET = "sk-never-written-93b1";
    private static final int SITUATIONS = 5;

    private final Process process;
    private final Path err;

    /// @param samples rollouts of each of five situations
    AuditProcess(String address, Path folder, int samples) {
        err = folder.resolveSibling(folder.getFileName() + ".err");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // starts fastest
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AuditProcess.class.getName(),
                address,
                folder.toString(),
                Integer.toString(samples));
        builder.environment().put("PARABLE_API_KEY", SECRET);
        try {
            process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Address, folder, samples.
    public static void main(String[] arguments) {
        run(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]), System.getenv());
    }

    static AuditRun.Outcome run(String address, Path folder, int samples, Map<String, String> environment) {
        Spending spending = new Spending(
                Price.FREE,
                Double.POSITIVE_INFINITY,
                32,
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                new Retries(12, Duration.ofMillis(10), Duration.ofMillis(100)));
        ModelCatalog catalog = ModelCatalog.of(environment, Duration.ofMillis(1000));
        return new AuditRun(
                        TinyOffice.plan(SITUATIONS, samples),
                        List.of(catalog.open(address + "/v1#tiny")),
                        spending,
                        folder)
                .run(Progress.SILENT, StopSignal.NEVER);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    int waitFor() {
        try {
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the audit did not end within five minutes; it said: " + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
