package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The reference libraries' own readers, where a Python with them is installed: `PARABLE_PYTHON`, else
/// `python3`.
public final class Python {
    private Python() {}

    /// Skips the calling test, counted and with the reason, when `modules` cannot be imported.
    public static void require(String modules) {
        Assumptions.assumeTrue(
                imports(modules),
                () -> "no Python with " + modules + "; name one in the environment variable PARABLE_PYTHON");
    }

    /// @return what the script printed, stripped; fails the test when it exits with anything but 0
    public static String run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(interpreter(), "-c", script));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    private static boolean imports(String modules) {
        try {
            return new ProcessBuilder(interpreter(), "-c", "import " + modules)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String interpreter() {
        return System.getenv().getOrDefault("PARABLE_PYTHON", "python3");
    }
}
