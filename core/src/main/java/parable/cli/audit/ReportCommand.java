package parable.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import parable.audit.run.StoredRun;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.view.audit.AuditReport;
import parable.view.page.ReportWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Rewrites the page of an audit.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {"Rewrites an audit's report.html from its stored run: calls no model, fetches nothing.", ""},
        footer = {
            "",
            "Examples:",
            "  parable report audit-smoke-NAME            a run by its name",
            "  parable report runs/audit-smoke-NAME       by its folder",
            "  parable report quick#control               an arm of a study",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage."
        })
public final class ReportCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "An audit's run: its folder, or its name among the runs.")
    private String run = "";

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path folder = runs.find(shell, run);
        Path page =
                Files.isRegularFile(folder.resolve("study.yaml")) ? studied(folder) : write(runs.stored(shell, run));
        shell.out().print(output.json() ? Json.pretty(Map.of("report", page.toString())) : "Report: " + page + "\n");
        return ExitCode.OK.code();
    }

    /// @return the page of the audit in `folder`
    static Path write(Path folder) {
        return write(StoredRun.open(folder));
    }

    private static Path write(StoredRun stored) {
        return ReportWriter.write(AuditReport.of(stored), stored.folder()).toAbsolutePath();
    }

    /// A study's own page, which its command writes last.
    private static Path studied(Path study) {
        Path page = study.resolve("report.html");
        if (!Files.isRegularFile(page)) {
            throw new StudyException(
                    Category.CONFIG,
                    "The study %s has no report yet. Finish it with the command that began it, or name an arm that is audited,"
                            + " after #.",
                    study);
        }
        return page.toAbsolutePath();
    }
}
