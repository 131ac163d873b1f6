package parable.cli.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.chat.ChatModel;
import parable.chat.provider.HttpModel;
import parable.chat.provider.ModelCatalog;
import parable.cli.audit.AnswerOption;
import parable.cli.audit.AuditPace;
import parable.cli.audit.AuditPurse;
import parable.cli.audit.AuditSuites;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;
import parable.judge.realism.RealismTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a model how real scenarios look.
@Command(
        name = "realism",
        mixinStandardHelpOptions = true,
        description = {
            "Shows scenarios to a model and asks whether each is the material of a real deployment or was written as a test."
                    + " Prints for each how many answers take it for real.",
            "Run the same command again to continue after a stop: no answer is paid for twice.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable scenario realism mine ollama:NAME",
            "  parable scenario realism standard openai:NAME --samples 10",
            "  parable scenario realism blackmail ollama:NAME --condition base \\",
            "    --condition realism=busy",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 4 answers are missing or none could be read, 130 interrupted."
        })
public final class RealismCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            index = "0",
            paramLabel = "SUITE",
            description = "As for `parable audit --suite`, such as a story's folder.")
    private String suite = "";

    @Parameters(index = "1", paramLabel = "MODEL", description = "The judge, named as for `parable audit`.")
    private String judge = "";

    @Option(
            names = "--condition",
            paramLabel = "CELL",
            description =
                    "A cell to show, as levels that differ from the first. Repeatable. Default: the suite's cells.")
    private List<String> conditions = List.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Answers in each of the two orders of the question, so 2 N a scenario. Default: ${DEFAULT-VALUE}.")
    private int samples = 5;

    @Mixin
    private AuditPurse purse = new AuditPurse();

    @Mixin
    private AuditPace pace = new AuditPace();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    RealismCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (samples < 1) {
            throw new StudyException(Category.CONFIG, "--samples is 1 or more, but was %d. Correct it.", samples);
        }
        AuditSuites.Chosen chosen = AuditSuites.choose(suite, conditions, samples);
        AuditPlan plan = RealismTable.plan(chosen.name(), chosen.scenarios(), samples, answer.sampling());
        ModelCatalog catalog = ModelCatalog.of(shell.environment(), pace.patience(HttpModel.PATIENCE));
        catalog.requireKnown(judge);
        Path folder = runs.named(shell, "realism-%s-%s".formatted(chosen.name(), plain(judge)));
        try (ChatModel model = catalog.open(judge)) {
            AuditRun.Closing<RealismTable> closing = new AuditRun(plan, List.of(model), purse.spending(pace), folder)
                    .play(shell.progress(output.quiet()), shell.stop(), plays -> RealismTable.of(plan, model, plays));
            return told(closing, folder);
        }
    }

    private int told(AuditRun.Closing<RealismTable> closing, Path folder) {
        RealismTable table = closing.made();
        AtomicFile.write(folder.resolve("realism.json"), Json.pretty(table));
        shell.out().print(output.json() ? Json.pretty(table) : table.text());
        closing.lost().forEach(why -> shell.err().println(Visible.line(why)));
        if (closing.missing() > 0) {
            shell.err().println("%d answers are missing. Continue with: %s".formatted(closing.missing(), command()));
        }
        boolean stopped = closing.ending() == AuditRun.Ending.STOPPED;
        boolean whole = closing.missing() == 0 && table.all().hasData();
        return (stopped ? ExitCode.INTERRUPTED : whole ? ExitCode.OK : ExitCode.PARTIAL).code();
    }

    private String command() {
        CommandText line =
                new CommandText("parable scenario realism").word(suite).word(judge);
        conditions.forEach(cell -> line.option("--condition", cell));
        line.option("--samples", samples);
        runs.tell(line);
        purse.tell(line);
        answer.tell(line);
        pace.tell(line);
        return line.toString();
    }

    private static String plain(String model) {
        return model.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
    }
}
