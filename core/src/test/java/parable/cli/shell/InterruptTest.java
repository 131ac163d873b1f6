package parable.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import parable.ground.StopSignal;

/// Real signals to a real process: a step that cannot be hurried, as a training step cannot.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill(1)")
@EnabledIf(value = "parable.cli.shell.SignalMask#letsInterruptsThrough", disabledReason = SignalMask.REASON)
class InterruptTest {
    private final Process process = start();
    private final BufferedReader out = process.inputReader();

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void theFirstCtrlCLetsTheStepFinish() throws Exception {
        assertThat(out.readLine()).isEqualTo("working");

        signal("INT");

        assertThat(out.readLine()).isEqualTo("stop seen");
        process.outputWriter().append("finish\n").flush();
        assertThat(out.readLine()).isEqualTo("checkpoint written");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(process.errorReader().readAllAsString()).contains("Press Ctrl-C again");
    }

    @Test
    void theSecondCtrlCEndsAtOnce() throws Exception {
        assertThat(out.readLine()).isEqualTo("working");
        signal("INT");
        assertThat(out.readLine()).isEqualTo("stop seen");

        signal("INT");

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(out.readLine()).as("no checkpoint").isNull();
    }

    @Test
    void aTerminationRequestCountsAsCtrlC() throws Exception {
        assertThat(out.readLine()).isEqualTo("working");

        signal("TERM");

        assertThat(out.readLine()).isEqualTo("stop seen");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static Process start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Step.class.getName()).start();
        } catch (IOException e) {
            throw new IllegalStateException("the child JVM could not start", e);
        }
    }

    /// A step that ends when stdin says so, however often it is asked to stop.
    static final class Step {
        public static void main(String[] arguments) throws Exception {
            StopSignal stop = Interrupt.ofProcess(System.err);
            boolean early = stop.requested();
            System.out.println(early ? "stopped before it began" : "working");
            while (!stop.requested()) {
                Thread.sleep(5);
            }
            System.out.println("stop seen");
            System.in.read();
            System.out.println("checkpoint written");
            System.exit(ExitCode.INTERRUPTED.code());
        }
    }
}
