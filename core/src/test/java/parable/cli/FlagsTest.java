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
            Map.entry("parable", "-h --help -V --version"),
            Map.entry(
                    "parable study",
                    "RECIPE --dry-run -h --help --jobs --json --name --portable-kernels -q --quiet --replace"
                            + " --runs --seed -V --version --world-seed"),
            Map.entry(
                    "parable audit",
                    "MODEL --body --condition --dry-run --extend -h --help --json --max-cost --max-tokens"
                            + " --name --no-system-role --parallel --people --people-answers --people-price"
                            + " --portable-kernels --price -q --quiet --reasoning --replace --rpm --runs --samples"
                            + " --stop --stop-below --stop-level --suite --temperature --thinking-budget --timeout --tpm"
                            + " -V --version"),
            Map.entry(
                    "parable compare",
                    "RUN_A RUN_B --across -h --help --json -q --quiet --replace --report --runs -V --version"),
            Map.entry(
                    "parable gate",
                    "CLAIMS RUN --baseline --bundle -h --help --json --junit --plan -q --quiet --replace"
                            + " --runs -V --verify --version"),
            Map.entry("parable import", "FOLDER -h --help --json --name -q --quiet --replace --runs -V --version"),
            Map.entry(
                    "parable judge",
                    "RUN --aware-limit --dry-run -h --help --json --judge --max-cost --max-tokens --parallel"
                            + " --portable-kernels --price -q --quiet --rpm --rubric --runs --temperature --timeout"
                            + " --tpm -V --version"),
            Map.entry("parable gold", "-h --help -V --version"),
            Map.entry(
                    "parable gold draw", "RUN -h --help --json -q --quiet --rubric --runs --seed --size -V --version"),
            Map.entry("parable gold read", "RUN -h --help --json -q --quiet --rubric --runs -V --version --width"),
            Map.entry(
                    "parable export",
                    "RUN --base --content -h --help --json --out -q --quiet --replace --row-length --runs --to -V"
                            + " --version"),
            Map.entry("parable report", "RUN -h --help --json -q --quiet --runs -V --version"),
            Map.entry(
                    "parable probe",
                    "MODEL --emotion -h --help --json --out --portable-kernels -q --quiet --random --replace"
                            + " --samples --seed --strengths -V --version --world-seed"),
            Map.entry(
                    "parable trace",
                    "RUN --arm --corpus -h --help --json --model --portable-kernels -q --quiet --rollout"
                            + " --runs --seed --suite --text --top -V --version"),
            Map.entry(
                    "parable trace bank",
                    "RUN|RECIPE --areas -h --help --jobs --json --leave-out --methods --portable-kernels -q --quiet"
                            + " --replace --runs -V --version"),
            Map.entry("parable schema", "NAME -h --help --to -V --version"),
            Map.entry(
                    "parable curate",
                    "CORPUS --agreement --by --draw --dry-run -h --help --jobs --json --judge --labels --max-cost"
                            + " --max-tokens --merge --name --parallel --parquet --price -q --quiet --remove --rpm --runs"
                            + " --shard --tagger --temperature --timeout --tpm -V --version"),
            Map.entry(
                    "parable teach",
                    "RECIPE --dry-run -h --help --json --judge --max-cost --max-tokens --name --parallel"
                            + " --portable-kernels --price -q --quiet --rpm --runs --teacher --temperature --timeout"
                            + " --tpm -V --version"),
            Map.entry("parable doctor", "-h --help --json -q --quiet -V --version"),
            Map.entry("parable scenario", "-h --help -V --version"),
            Map.entry("parable scenario new", "FOLDER -h --help --short -V --version"),
            Map.entry("parable scenario check", "FOLDER -h --help -V --version"),
            Map.entry("parable scenario play", "FOLDER MODEL --condition -h --help -V --version"),
            Map.entry(
                    "parable scenario realism",
                    "SUITE MODEL --condition -h --help --json --max-cost --max-tokens --parallel --price -q --quiet --rpm"
                            + " --runs --samples --temperature --timeout --tpm -V --version"),
            Map.entry("parable help", "COMMAND -h --help"));

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
