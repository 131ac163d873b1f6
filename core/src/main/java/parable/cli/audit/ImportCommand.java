package parable.cli.audit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.audit.published.PublishedImport;
import parable.audit.run.AuditTable;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.ReplaceOption;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.Terms;
import parable.ground.TermsFile;
import parable.ground.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a run of results that the published benchmark left.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a run from a results folder of the published agentic misalignment benchmark: re-grades the"
                    + " transcripts and prints the published labels next to ours. Makes no API calls.",
            "",
            "FOLDER is one experiment: prompts/CONDITION/*.txt and models/MODEL/CONDITION/sample_001/response.json.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable import results/multi_model                 named like the experiment",
            "  parable import results/multi_model --name before   another name",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 4 samples are missing or unreadable, or none could be graded."
        })
public final class ImportCommand implements Callable<Integer> {
    /// More unreadable files than this are counted, not named; the run's import.json names all.
    private static final int NAMED = 10;

    private final Shell shell;

    @Parameters(paramLabel = "FOLDER", description = "The experiment's folder.")
    private Path tree = Path.of("");

    @Option(names = "--name", description = "Name of the run and its folder. Default: published-FOLDER.")
    private @Nullable String name;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ReplaceOption replace = new ReplaceOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        PublishedImport source = new PublishedImport(tree);
        Path folder = runs.named(shell, name == null ? source.suite() : name);
        TermsFile place = new TermsFile(folder);
        Terms terms = source.terms();
        place.admit("import", terms, replace.existing());
        place.write(terms);
        PublishedImport.Imported imported = source.into(folder, shell.progress(output.quiet()));
        Path page = ReportCommand.write(folder);
        if (output.json()) {
            shell.out()
                    .print(Visible.json(Json.pretty(Map.of(
                            "summary", imported.summary().json(),
                            "labels", imported.labels(),
                            "faults", imported.faults()))));
        } else {
            shell.out().print(AuditTable.of(imported.summary()));
            shell.out().println();
            shell.out().print(imported.labels().text());
            shell.out().println();
            shell.out().println("Run:    " + folder.toAbsolutePath());
            shell.out().println("Report: " + page);
        }
        return ended(imported);
    }

    private int ended(PublishedImport.Imported imported) {
        imported.faults().stream()
                .limit(NAMED)
                .forEach(fault -> shell.err()
                        .println(Visible.line("%s holds no answer: %s. It is missing from the run."
                                .formatted(fault.file(), fault.reason()))));
        if (imported.faults().size() > NAMED) {
            shell.err()
                    .println("and %d more, named in import.json"
                            .formatted(imported.faults().size() - NAMED));
        }
        if (imported.summary().missing() > 0) {
            shell.err()
                    .println(
                            "%d samples are missing: every model is expected to have answered every condition as often as"
                                            .formatted(imported.summary().missing())
                                    + " the one with most samples. Complete the tree and import it again with --replace.");
        }
        if (imported.summary().graded() == 0) {
            shell.err()
                    .println(
                            "Not one answer could be graded: there is no result. A judge may decide what gates cannot.");
            return ExitCode.PARTIAL.code();
        }
        return (imported.summary().missing() > 0 ? ExitCode.PARTIAL : ExitCode.OK).code();
    }
}
