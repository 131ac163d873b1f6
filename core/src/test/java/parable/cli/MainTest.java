package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import picocli.CommandLine.Command;

class MainTest {
    @TempDir
    private Path home;

    @Test
    void helpGoesToStdoutAndShowsExamples() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        assertThat(Main.run(fixture.shell(), "--help")).isZero();

        assertThat(fixture.out()).contains("Usage: parable", "doctor", "Examples:", "Exit codes:");
        assertThat(fixture.err()).isEmpty();
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearestOne() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        assertThat(Main.run(fixture.shell(), "doctr")).isEqualTo(2);

        assertThat(fixture.err()).contains("'doctr'", "Did you mean: parable doctor", "Run 'parable --help'");
        assertThat(fixture.out()).isEmpty();
    }

    @Test
    void aMistypedOptionIsAnsweredWithTheNearestOne() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        assertThat(Main.run(fixture.shell(), "doctor", "--jsn")).isEqualTo(2);

        assertThat(fixture.err()).contains("Unknown option: '--jsn'", "--json", "Run 'parable doctor --help'");
    }

    @Test
    void theProgramAloneAndHelpPrintTheHelp() {
        ShellFixture alone = new ShellFixture(home, Map.of()), help = new ShellFixture(home, Map.of());

        assertThat(Main.run(alone.shell())).isZero();
        assertThat(Main.run(help.shell(), "help")).isZero();

        assertThat(alone.out()).contains("Usage: parable", "Examples:").isEqualTo(help.out());
        assertThat(alone.err() + help.err()).isEmpty();
    }

    @Test
    void helpOfACommandIsItsHelp() {
        ShellFixture fixture = new ShellFixture(home, Map.of()), asked = new ShellFixture(home, Map.of());

        assertThat(Main.run(fixture.shell(), "help", "audit")).isZero();
        assertThat(Main.run(asked.shell(), "audit", "--help")).isZero();

        assertThat(fixture.out()).contains("Usage: parable audit").isEqualTo(asked.out());
    }

    @Test
    void theHelpAndThePageOfCommandsHoldEveryExitCode() throws IOException {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        Main.run(fixture.shell(), "--help");
        String page =
                Files.readString(Path.of(System.getProperty("parable.home")).resolve("docs/commands.md"));

        for (ExitCode code : ExitCode.values()) {
            assertThat(fixture.out().replaceAll("\\s+", " ")).contains(code.code() + " " + code.meaning());
            assertThat(page).contains("| %d | %s".formatted(code.code(), code.meaning()));
        }
    }

    @Test
    void aFailureThatTheUserCanMendIsSaidInWordsOnly() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        int code = failing(fixture, new StudyException(Category.STORAGE, "The disk is full. Free 2 GB."));

        assertThat(code).isEqualTo(1);
        assertThat(fixture.err()).isEqualToIgnoringNewLines("STORAGE: The disk is full. Free 2 GB.");
    }

    @Test
    void aWrongConfigurationIsAUsageError() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        assertThat(failing(fixture, new StudyException(Category.CONFIG, "seeds must be positive, but was 0")))
                .isEqualTo(2);
    }

    @Test
    void aCorruptFileIsNamedWithoutATrace() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        int code = failing(fixture, new CorruptFileException(Path.of("runs/a/journal"), "ends in the middle"));

        assertThat(code).isEqualTo(1);
        assertThat(fixture.err()).contains("runs/a/journal is corrupt").doesNotContain("\tat ");
    }

    @Test
    void aFileThatMayNotBeReadIsNamedWithoutATrace() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        int code = failing(fixture, new UncheckedIOException(new AccessDeniedException("runs/a/transcripts.jsonl")));

        assertThat(code).isEqualTo(1);
        assertThat(fixture.err())
                .contains("STORAGE: runs/a/transcripts.jsonl could not be read", "its rights")
                .doesNotContain("\tat ");
    }

    @Test
    void aFaultOfTheProgramShowsItsTrace() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        assertThat(failing(fixture, new IllegalStateException("impossible"))).isEqualTo(1);

        assertThat(fixture.err()).contains("IllegalStateException: impossible", "\tat ");
    }

    @ParameterizedTest
    @MethodSource
    void anErrorOfTheVirtualMachineIsOneSentence(Throwable broken, String told) {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        assertThat(failing(fixture, broken)).isEqualTo(1);

        assertThat(fixture.err()).startsWith("DEVICE: ").contains(told).doesNotContain("\tat ");
        assertThat(fixture.err().lines()).hasSize(1);
    }

    static Stream<Arguments> anErrorOfTheVirtualMachineIsOneSentence() {
        return Stream.of(
                Arguments.of(new StackOverflowError(), "nested too deeply"),
                Arguments.of(new OutOfMemoryError("Java heap space"), "PARABLE_JAVA_OPTS=-Xmx8g"),
                Arguments.of(new UnsatisfiedLinkError("no jnitorch"), "parable doctor"),
                Arguments.of(new IllegalStateException("a worker", new StackOverflowError()), "nested too deeply"));
    }

    private static int failing(ShellFixture fixture, Throwable failure) {
        return Main.execute(
                fixture.shell(), () -> Main.commandLine(fixture.shell(), List.of(new Failing(failure))), "failing");
    }

    @Command(name = "failing")
    private record Failing(Throwable failure) implements Runnable {
        @Override
        public void run() {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }
}
