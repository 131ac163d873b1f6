package parable.cli.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parable.audit.run.StoredRun;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.judge.JudgeVerdicts;
import parable.judge.Rubrics;
import parable.judge.gold.GoldDraw;
import parable.judge.gold.GoldReport;
import parable.judge.gold.GoldSet;
import parable.judge.gold.GoldTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Labels by people, and how far gate and judges are right by them.
@Command(
        name = "gold",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Lets two people label a random part of a stored audit, and reports how often the grader and judges err.",
            "",
            "draw writes two sheets under RUN/gold, one for each rater; read checks them, lists their disagreements, and"
                    + " prints sensitivity, specificity, and every rate raw and corrected.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable gold draw runs/audit-smoke-NAME --size 100 --seed 1",
            "  parable gold read runs/audit-smoke-NAME --width 0.05"
        })
public final class GoldCommand implements Runnable {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public GoldCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say draw or read.");
    }

    private static Rubrics rubrics(List<Path> own) {
        Rubrics rubrics = Rubrics.shipped();
        for (Path file : own) {
            rubrics = rubrics.with(file);
        }
        return rubrics;
    }

    @Command(
            name = "draw",
            mixinStandardHelpOptions = true,
            description = {
                "Draws random conversations and writes two raters' material under RUN/gold: records to read, and a sheet"
                        + " (labels.yaml) to fill in.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  parable gold draw runs/audit-smoke-NAME --size 100",
                "",
                "Exit codes: 0 done, 1 failed, 2 usage."
            })
    int draw(
            @Parameters(paramLabel = "RUN", description = "An audit's run: its folder, or its name among the runs.")
                    String run,
            @Mixin RunsOption runs,
            @Option(names = "--size", paramLabel = "N", required = true, description = "Conversations to draw.")
                    int size,
            @Option(
                            names = "--seed",
                            paramLabel = "S",
                            defaultValue = "1",
                            description = "The same seed draws the same conversations. Default: ${DEFAULT-VALUE}.")
                    long seed,
            @Option(names = "--rubric", paramLabel = "FILE", description = "Acts of a family of your own. Repeatable.")
                    @Nullable
                    List<Path> own,
            @Mixin OutputOptions output) {
        StoredRun stored = runs.stored(shell, run);
        GoldDraw draw = GoldDraw.draw(stored, rubrics(own == null ? List.of() : own), size, seed);
        if (output.json()) {
            shell.out().print(Json.pretty(draw));
            return ExitCode.OK.code();
        }
        Map<String, Integer> families = new TreeMap<>();
        draw.items().forEach(item -> families.merge(item.family(), 1, Integer::sum));
        shell.out()
                .println("Drawn: %s"
                        .formatted(families.entrySet().stream()
                                .map(family -> "%s %d".formatted(family.getKey(), family.getValue()))
                                .collect(Collectors.joining(", "))));
        shell.out()
                .println("Give %s to one rater and rater-2 to another, and nothing else of the run."
                        .formatted(stored.folder().resolve("gold/rater-1")));
        shell.out().println("Next:  %s".formatted(next("parable gold read", run, runs)));
        return ExitCode.OK.code();
    }

    @Command(
            name = "read",
            mixinStandardHelpOptions = true,
            description = {
                "Reads the sheets, lists the raters' disagreements, and reports how often the grader and judges err.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  parable gold read runs/audit-smoke-NAME --width 0.05",
                "",
                "Exit codes: 0 done, 1 failed, 2 usage or a sheet with a fault or gap, 4 conflicts are open."
            })
    int read(
            @Parameters(paramLabel = "RUN", description = "An audit's run: its folder, or its name among the runs.")
                    String run,
            @Mixin RunsOption runs,
            @Option(
                            names = "--width",
                            paramLabel = "W",
                            defaultValue = "0.1",
                            description = "Print how large a gold set makes corrected intervals this wide."
                                    + " Default: ${DEFAULT-VALUE}.")
                    double width,
            @Option(names = "--rubric", paramLabel = "FILE", description = "Acts of a family of your own. Repeatable.")
                    @Nullable
                    List<Path> own,
            @Mixin OutputOptions output) {
        if (!(width > 0 && width <= 1)) {
            throw new StudyException(Category.CONFIG, "--width lies in (0, 1], but was %s. Correct it.", width);
        }
        StoredRun stored = runs.stored(shell, run);
        GoldSet gold = GoldSet.read(stored, rubrics(own == null ? List.of() : own));
        if (!gold.conflicts().isEmpty()) {
            return open(gold, stored.folder());
        }
        GoldReport report = GoldReport.of(stored, gold, JudgeVerdicts.of(stored), width);
        if (output.json()) {
            shell.out().print(Json.pretty(report));
            return ExitCode.OK.code();
        }
        shell.out().print(GoldTable.of(gold.raters()) + GoldTable.of(report));
        shell.out().println("%nNext:  %s".formatted(next("parable report", run, runs)));
        return ExitCode.OK.code();
    }

    private static CommandText next(String command, String run, RunsOption runs) {
        CommandText line = new CommandText(command).word(run);
        runs.tell(line);
        return line;
    }

    private int open(GoldSet gold, Path run) {
        shell.out().print(GoldTable.of(gold.raters()));
        gold.conflicts()
                .forEach(conflict -> shell.out()
                        .println("  %s: %s".formatted(conflict.item().item(), String.join(" or ", conflict.labels()))));
        shell.err()
                .println("%d records are labelled differently. Settle them in %s and run this again."
                        .formatted(gold.conflicts().size(), run.resolve("gold/adjudication.yaml")));
        return ExitCode.PARTIAL.code();
    }
}
