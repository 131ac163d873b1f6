package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.shell.Shell;
import parable.cli.shell.ShellFixture;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The flags of every command, frozen: a script that runs today must run tomorrow. Add here what you add there;
/// remove nothing.
class FlagsTest {
    private static final Map<String, String> FROZEN = Map.ofEntries(
            Map.entry("parable", "--help -h --version -V"),
            Map.entry(
                    "parable study",
                    "RECIPE --dry-run --help -h --jobs --json --name --portable-kernels --quiet -q --runs --seed --version -V --world-seed"),
            Map.entry(
                    "parable audit",
                    "MODEL --condition --dry-run --help -h --json --max-cost --max-tokens --name --parallel --people --people-answers --people-price --portable-kernels --price"
                            + " --quiet -q --rpm --runs --samples --stop --stop-below --stop-level --suite --temperature --timeout"
                            + " --tpm --version -V"),
            Map.entry("parable compare", "RUN_A RUN_B --help -h --json --quiet -q --report --runs --version -V"),
            Map.entry(
                    "parable gate",
                    "CLAIMS RUN --baseline --bundle --help -h --json --junit --quiet -q --runs --verify --version -V"),
            Map.entry("parable import", "FOLDER --help -h --json --name --quiet -q --runs --version -V"),
            Map.entry(
                    "parable judge",
                    "RUN --runs --aware-limit --dry-run --help -h --json --judge --max-cost --max-tokens --parallel --portable-kernels --price --quiet -q"
                            + " --rpm --rubric --temperature --timeout --tpm --version -V"),
            Map.entry("parable gold", "--help -h --version -V"),
            Map.entry(
                    "parable gold draw", "RUN --help -h --json --quiet -q --rubric --runs --seed --size --version -V"),
            Map.entry("parable gold read", "RUN --help -h --json --quiet -q --rubric --runs --version -V --width"),
            Map.entry("parable export", "RUN --content --help -h --json --out --quiet -q --runs --to --version -V"),
            Map.entry("parable report", "RUN --help -h --json --quiet -q --runs --version -V"),
            Map.entry(
                    "parable probe",
                    "MODEL --emotion --help -h --json --out --portable-kernels --quiet -q --random --samples --seed --strengths --version -V"
                            + " --world-seed"),
            Map.entry(
                    "parable trace",
                    "RUN --arm --corpus --help -h --json --model --portable-kernels --quiet -q --rollout --runs --seed --suite --text --top --version -V"),
            Map.entry(
                    "parable trace bank",
                    "RUN|RECIPE --areas --help -h --jobs --json --methods --portable-kernels --quiet -q --runs --version -V"),
            Map.entry("parable doctor", "--help -h --json --quiet -q --version -V"));

    @TempDir
    private Path home;

    @Test
    void flagsAreThoseThatWerePromised() {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        CommandLine program = Main.commandLine(fixture.shell(), Main.commands(fixture.shell()));
        SortedMap<String, List<String>> found = new TreeMap<>();
        collect(program, found);

        SortedMap<String, List<String>> promised = new TreeMap<>();
        FROZEN.forEach((command, flags) -> promised.put(
                command, List.of(flags.split(" ")).stream().sorted().toList()));
        assertThat(found).isEqualTo(promised);
    }

    /// Wrapped, an example can be copied no more.
    @Test
    void examplesFitIntoEightyColumns() {
        SortedMap<String, List<String>> tooLong = new TreeMap<>();
        Shell shell = new ShellFixture(home, Map.of()).shell();
        examples(Main.commandLine(shell, Main.commands(shell)), tooLong);

        assertThat(tooLong).isEmpty();
    }

    private static void examples(CommandLine command, SortedMap<String, List<String>> tooLong) {
        List<String> lines = Arrays.stream(
                        command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  ") && line.length() > 80)
                .toList();
        if (!lines.isEmpty()) {
            tooLong.put(command.getCommandSpec().qualifiedName(), lines);
        }
        command.getSubcommands().values().forEach(sub -> examples(sub, tooLong));
    }

    private static void collect(CommandLine command, SortedMap<String, List<String>> found) {
        CommandSpec spec = command.getCommandSpec();
        List<String> flags = new ArrayList<>();
        spec.options().forEach(option -> flags.addAll(List.of(option.names())));
        spec.positionalParameters().forEach(parameter -> flags.add(parameter.paramLabel()));
        found.put(spec.qualifiedName(), flags.stream().sorted().toList());
        command.getSubcommands().values().forEach(sub -> collect(sub, found));
    }
}
