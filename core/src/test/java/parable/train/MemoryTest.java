package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.model.Decoder;
import parable.tensor.Scope;

/// Training for long does not take more memory than training for a while.
///
/// The run has a process of its own whose Java heap is fixed and touched at once, so that what grows is
/// native memory.
class MemoryTest {
    private static final Path STATUS = Path.of("/proc/self/statm");
    private static final int WARM = 500, END = 2_000;

    /// One leaked tensor of 250 elements in every step would add 2.8 %; without leaks not a page is added.
    private static final double ALLOWED = 0.01;

    @TempDir
    Path folder;

    @Test
    void twoThousandStepsStayFlat() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "memory is read from /proc/self/statm, which is not here");
        List<String> lines = run();
        double warm = Long.parseLong(lines.get(0)), end = Long.parseLong(lines.get(1));
        assertThat(end).as("pages after %d steps", END).isEqualTo(warm, within(ALLOWED * warm));
        assertThat(lines.get(2)).as("tensors left").isEqualTo("0");
    }

    private List<String> run() throws IOException, InterruptedException {
        Path output = folder.resolve("pages"), errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // the compiler's own memory is not what is measured
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LongRun.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(errors))
                .isTrue();
        return Files.readAllLines(output);
    }

    /// Prints the process's pages after the first and the last stretch, then the tensors left.
    static final class LongRun {
        private LongRun() {}

        public static void main(String[] arguments) throws IOException {
            TokenRows rows = TinyRuns.rows(END, 1);
            try (Decoder model = TinyRuns.newborn();
                    Trainer trainer = new Trainer(model, TinyRuns.settings(1), rows)) {
                while (!trainer.isDone()) {
                    int step = trainer.next().step();
                    if (step == WARM || step == END) {
                        System.out.println(Files.readString(STATUS).split(" ")[1]);
                    }
                }
            }
            System.out.println(Scope.liveTensors());
        }
    }
}
