package parable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import parable.PythonOracle.Search;

/// The interpreters here are shell scripts: what is tested is the search and the running, not Python.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the doubles are shell scripts")
class PythonOracleTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void theNamedInterpreterComesBeforeThePath() throws IOException {
        Path named = interpreter("mine", "exit 0");
        interpreter("python3", "exit 0");

        Search search =
                PythonOracle.find(Map.of("PARABLE_PYTHON", named.toString(), "PATH", folder.toString()), "torch");

        assertThat(search).isEqualTo(new Search.Found(new PythonOracle(named)));
    }

    @Test
    void aNamedInterpreterThatIsNotThereIsNotReplacedByAnother() throws IOException {
        interpreter("python3", "exit 0");

        Search search =
                PythonOracle.find(Map.of("PARABLE_PYTHON", "/no/such/python", "PATH", folder.toString()), "torch");

        assertThat(search).isEqualTo(new Search.Absent("PARABLE_PYTHON names /no/such/python, which cannot be run."));
    }

    @Test
    void thePathIsSearchedInOrder() throws IOException {
        Path python = interpreter("python3", "exit 0");
        String path = folder.resolve("empty") + File.pathSeparator + folder;

        assertThat(PythonOracle.find(Map.of("PATH", path), "torch"))
                .isEqualTo(new Search.Found(new PythonOracle(python)));
    }

    @Test
    void aMissingModuleIsReportedInPythonsOwnWords() throws IOException {
        Path python = interpreter("python3", "echo Traceback >&2; echo \"ModuleNotFoundError: $2\" >&2; exit 1");

        Search search = PythonOracle.find(Map.of("PATH", folder.toString()), "torch", "transformers");

        assertThat(search)
                .isEqualTo(new Search.Absent(
                        python + " cannot import torch, transformers (ModuleNotFoundError: import sys,"
                                + " torch, transformers). Install them there or set PARABLE_PYTHON."));
    }

    @Test
    void withoutAnyPythonTheRemedyIsNamed() {
        assertThat(PythonOracle.find(Map.of("PATH", folder.toString()), "torch"))
                .isEqualTo(new Search.Absent("No python3 on the PATH. Set PARABLE_PYTHON to an interpreter."));
    }

    @Test
    void outputLargerThanAPipeComesBackWhole() throws IOException {
        var python = new PythonOracle(interpreter("python3", "head -c 300000 /dev/zero | tr '\\0' x; echo noise >&2"));

        assertThat(python.run(SOON, Path.of("any.py"))).hasSize(300_000).containsOnlyOnce("x".repeat(300_000));
    }

    @Test
    void argumentsReachTheScript() throws IOException {
        var python = new PythonOracle(interpreter("python3", "printf '%s|' \"$@\""));

        assertThat(python.run(SOON, Path.of("any.py"), "two words", "--ids")).isEqualTo("any.py|two words|--ids|");
    }

    @Test
    void aFailureCarriesItsStatusAndLastWords() throws IOException {
        var python = new PythonOracle(interpreter("python3", "echo it broke >&2; exit 3"));

        assertThatThrownBy(() -> python.run(SOON, Path.of("any.py")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("status 3", "it broke");
    }

    @Test
    void aScriptThatOutlivesItsLimitIsKilled() throws IOException {
        var python = new PythonOracle(interpreter("python3", "exec sleep 60"));

        assertThatThrownBy(() -> python.run(Duration.ofMillis(300), Path.of("any.py")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status 137");
    }

    private Path interpreter(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
