package parable.cli.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.JobsOption;
import parable.cli.shell.KernelsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.ReplaceOption;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.study.BankListing;
import parable.study.BankTrial;
import parable.study.Study;
import parable.study.recipe.TraceMethod;
import parable.study.stage.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Builds a truth bank and holds methods against it.
@Command(
        name = "bank",
        mixinStandardHelpOptions = true,
        description = {
            "Completes a study's retraining bank: retrainings on random halves of a text. Then reports how well"
                    + " each tracing method predicts them (LDS).",
            "",
            "Finished retrainings are never repeated, not even by parable study in the same folder.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable trace bank                                   recipe full, every method",
            "  parable trace bank runs/full --methods tracin,less   more methods",
            "  parable trace bank my-study.yaml --areas      also rank the pretraining corpus",
            "",
            "Tables: lds.md and lds.json in the run. Exit codes: 0 done, 1 failed, 2 usage, 130 interrupted."
        })
public final class TruthBankCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "RUN|RECIPE",
            defaultValue = "full",
            description = "A study's run (its folder, or its name among the runs), a shipped recipe or a YAML file."
                    + " Default: ${DEFAULT-VALUE}.")
    private String wanted = "full";

    @Option(
            names = "--methods",
            paramLabel = "NAME,…",
            split = ",",
            description = "Methods besides the recipe's own. Default: all.")
    private List<String> methods = List.of();

    @Option(
            names = "--areas",
            description = "Also rank the pretraining corpus with them, like the recipe's block trace.")
    private boolean areas;

    @Option(
            names = "--leave-out",
            paramLabel = "SHARE",
            description = "Also retrain without this share of the text at either end of each ranking, query by query:"
                    + " QLD and signs. .01 in the field.")
    private @Nullable Double leaveOut;

    @Mixin
    private ReplaceOption replace = new ReplaceOption();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private JobsOption jobs = new JobsOption();

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public TruthBankCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        jobs.count();
        Study study = study();
        List<TraceMethod> asked = methods.isEmpty()
                ? BankTrial.allMethods()
                : methods.stream().map(TraceMethod::named).toList();
        BankTrial trial = new BankTrial(
                study, asked, areas, leaveOut == null ? OptionalDouble.empty() : OptionalDouble.of(leaveOut));
        trial.admit(replace.existing());
        try {
            BankTrial.Outcome outcome = trial.run(jobs.count(), shell.progress(output.quiet()), shell.stop());
            trial.write(outcome);
            shell.out().print(output.json() ? Json.pretty(outcome) : BankListing.markdown(outcome));
            if (!output.json()) {
                shell.out().println();
                shell.out()
                        .println("Tables: "
                                + study.folder().resolve(BankTrial.TABLES).toAbsolutePath());
            }
            return ExitCode.OK.code();
        } catch (Stage.Stopped _) {
            shell.err().println("Stopped; finished retrainings are kept. Continue with: " + command());
            return ExitCode.INTERRUPTED.code();
        }
    }

    private Study study() {
        Path shelf = shell.home().resolve("checkpoints"), folder = runs.find(shell, wanted);
        return Files.isDirectory(folder)
                ? Study.in(folder, shelf)
                : new Study(Recipes.named(wanted), runs.in(shell), shelf);
    }

    /// The user's command line, to continue with.
    private String command() {
        CommandText text = new CommandText("parable trace bank").word(wanted);
        text.option("--methods", methods.isEmpty() ? null : String.join(",", methods));
        text.option("--leave-out", leaveOut == null ? null : leaveOut.toString());
        if (areas) {
            text.word("--areas");
        }
        kernels.tell(text);
        runs.tell(text);
        jobs.tell(text);
        return text.toString();
    }
}
