package parable.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.audit.compare.Across;
import parable.audit.compare.Comparison;
import parable.audit.compare.ComparisonTable;
import parable.audit.compare.ModelPairs;
import parable.audit.compare.SeedComparison;
import parable.audit.run.ModelRun;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.ReplaceOption;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.view.audit.ComparisonReport;
import parable.view.page.ReportWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sets two audits side by side.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two models on the same scenarios, sample by sample: where only one of them did harm,"
                    + " and their first different action.",
            "",
            "A run is the folder of an audit, or its name among the runs; RUN#MODEL chooses one of several models.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable compare audit-standard-before audit-standard-after",
            "  parable compare audit-before audit-after --report compare.html",
            "  parable compare runs/both#openai:one runs/both#openai:two --json",
            "",
            "  parable compare a a --across stated=real/test         one sentence differs",
            "  parable compare quick#control quick#stories           two arms, seed by seed",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage."
        })
public final class CompareCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "The audit before, or of one model.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "RUN_B", description = "The audit after, or of another model.")
    private String second = "";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write a page with every scenario and the pairs that differ: one file, works offline.")
    private @Nullable Path report;

    @Option(
            names = "--across",
            paramLabel = "FACTOR=A/B",
            description =
                    "Compare scenarios that differ in this factor alone: A's at the first level with B's at the second,"
                            + " such as stated=real/test. RUN_A and RUN_B may be the same run.")
    private @Nullable String across;

    @Mixin
    private ReplaceOption replace = new ReplaceOption();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public CompareCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<ModelRun> one = runs.models(shell, first), other = runs.models(shell, second);
        if (across != null && (one.size() > 1 || other.size() > 1)) {
            throw new StudyException(
                    Category.CONFIG,
                    "--across compares one model on each side. Name one of several after #, such as RUN#MODEL.");
        }
        return one.size() == 1 && other.size() == 1
                ? compared(one.getFirst(), other.getFirst())
                : compared(ModelPairs.of(one, other));
    }

    /// Arms of studies, pair by pair.
    private int compared(ModelPairs models) {
        if (report != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "--report: a page shows one pair of models, but here are %d. Name one model on each side, such as"
                            + " STUDY#%s.",
                    models.pairs().size(),
                    models.pairs().getFirst().a().model());
        }
        SeedComparison comparison = SeedComparison.of(models);
        shell.out().print(output.json() ? Json.pretty(comparison) : comparison.text());
        return ExitCode.OK.code();
    }

    private int compared(ModelRun a, ModelRun b) {
        Comparison comparison = across == null ? Comparison.of(a, b) : Comparison.of(a, b, Across.parse(across));
        if (report != null) {
            requireFile(report);
            ReportWriter.writePage(ComparisonReport.of(comparison, a, b), report, replace.existing());
        }
        if (output.json()) {
            shell.out().print(Json.pretty(comparison));
            return ExitCode.OK.code();
        }
        shell.out().print(ComparisonTable.of(comparison));
        shell.out().println();
        shell.out().println(report == null ? "Page:   " + page() : "Report: " + report.toAbsolutePath());
        CommandText next =
                new CommandText("parable gate CLAIMS.yaml").word(second).option("--baseline", first);
        runs.tell(next);
        shell.out().println("Next:   what was claimed beforehand: " + next);
        return ExitCode.OK.code();
    }

    private CommandText page() {
        CommandText line =
                new CommandText("parable compare").word(first).word(second).option("--across", across);
        runs.tell(line);
        return line.option("--report", "compare.html");
    }

    private static void requireFile(Path report) {
        if (Files.isDirectory(report)) {
            throw new StudyException(
                    Category.CONFIG,
                    "--report: %s is a folder, and the page is one file. Name the file, such as %s.",
                    report,
                    report.resolve("compare.html"));
        }
    }
}
