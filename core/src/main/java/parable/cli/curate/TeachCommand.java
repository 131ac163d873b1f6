package parable.cli.curate;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.provider.HttpModel;
import parable.chat.provider.ModelCatalog;
import parable.cli.audit.AnswerOption;
import parable.cli.audit.AuditPace;
import parable.cli.audit.AuditPurse;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.KernelsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.Visible;
import parable.teach.StageName;
import parable.teach.TeachForecast;
import parable.teach.TeachRecipe;
import parable.teach.TeachRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lets a model write or edit text that explains why.
@Command(
        name = "teach",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a language model draft, criticize and rewrite texts so that they explain why, and writes the arms"
                    + " that a study compares: rewritten, placebo (reworded without reasons) and untouched.",
            "",
            "All arms have the same rows in the same order. Run the same command again to continue after a stop:"
                    + " no answer is paid for twice.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable teach advice.yaml --teacher anthropic:NAME --dry-run --price 3/15",
            "  parable teach advice.yaml --teacher anthropic:NAME --judge openai:NAME",
            "  parable teach advice.yaml --teacher hf:models/NAME",
            "",
            "Exit codes: 0 done, 1 failed (try again), 2 usage, 4 a stage has no answer or the judge is blind,"
                    + " 130 interrupted."
        })
public final class TeachCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "RECIPE", description = "A YAML file, as docs/teaching.md describes it.")
    private Path recipe = Path.of("");

    @Option(names = "--teacher", paramLabel = "MODEL", required = true, description = "The model that writes.")
    private String teacher = "";

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "The model that judges each edit. Default: the teacher.")
    private @Nullable String judge;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run. Default: teach- and the recipe's.")
    private @Nullable String name;

    @Option(names = "--dry-run", description = "Print requests, tokens and cost, and call no model.")
    private boolean dryRun;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private AuditPurse purse = new AuditPurse();

    @Mixin
    private AuditPace pace = new AuditPace();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public TeachCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        Spending spending = purse.spending(pace);
        TeachRecipe asked = TeachRecipe.read(recipe);
        Path folder = runs.named(shell, Objects.requireNonNullElse(name, "teach-" + asked.name()));
        TeachRun teaching = new TeachRun(asked, EvaluationScenes.shipped(), answer.sampling(), folder);
        ModelCatalog catalog = ModelCatalog.of(shell.environment(), pace.patience(HttpModel.PATIENCE));
        catalog.requireKnown(teacher);
        catalog.requireKnown(judge());
        if (dryRun) {
            shell.out().print(forecast(teaching.forecast()));
            return ExitCode.OK.code();
        }
        shell.stop().requested();
        try (ChatModel writing = catalog.open(teacher)) {
            if (judge().equals(teacher)) {
                return close(
                        teaching,
                        teaching.run(writing, writing, spending, shell.progress(output.quiet()), shell.stop()));
            }
            try (ChatModel judging = catalog.open(judge())) {
                return close(
                        teaching,
                        teaching.run(writing, judging, spending, shell.progress(output.quiet()), shell.stop()));
            }
        }
    }

    private String judge() {
        return judge == null ? teacher : judge;
    }

    private String forecast(TeachForecast forecast) {
        StringBuilder text = new StringBuilder("%,d rows.%n%-10s %10s %14s %14s %12s %12s%n"
                .formatted(forecast.rows(), "stage", "requests", "tokens shown", "written", "dollars", "at most"));
        forecast.stages().forEach((stage, asked) -> text.append(line(stage.word(), asked)));
        text.append(line("all", all(forecast.stages())));
        text.append(
                purse.isPriced()
                        ? "Tokens are estimated; \"at most\" is for answers of the greatest length.\n"
                        : "Tokens are estimated. Add --price for dollars.\n");
        return text.toString();
    }

    private String line(String stage, TeachForecast.Asked asked) {
        String price = purse.isPriced() ? "%.2f".formatted(asked.dollars(purse.price())) : "-";
        String most = purse.isPriced() ? "%.2f".formatted(asked.mostDollars(purse.price())) : "-";
        return "%-10s %,10d %,14d %,14d %12s %12s%n"
                .formatted(stage, asked.requests(), asked.shown(), asked.written(), price, most);
    }

    private static TeachForecast.Asked all(Map<StageName, TeachForecast.Asked> stages) {
        return stages.values().stream()
                .reduce(
                        new TeachForecast.Asked(0, 0, 0, 0),
                        (a, b) -> new TeachForecast.Asked(
                                a.requests() + b.requests(),
                                a.shown() + b.shown(),
                                a.written() + b.written(),
                                a.most() + b.most()));
    }

    private int close(TeachRun teaching, TeachRun.Result result) {
        if (result.ending() != Ending.COMPLETE) {
            shell.err()
                    .println("Stage %s is not done (%s). What was answered is kept. Continue with: %s"
                            .formatted(result.stage().word(), words(result.ending()), command()));
            return (result.ending() == Ending.STOPPED ? ExitCode.INTERRUPTED : ExitCode.PARTIAL).code();
        }
        if (output.json()) {
            shell.out().print(Json.pretty(result));
        } else {
            print(teaching, result);
        }
        if (result.isBlind()) {
            shell.err()
                    .println(
                            "%s accepted %s, so its verdicts count for nothing and no edit is kept. Choose another with --judge."
                                    .formatted(
                                            Visible.line(judge()),
                                            result.judgment().text()));
            return ExitCode.PARTIAL.code();
        }
        return ExitCode.OK.code();
    }

    private void print(TeachRun teaching, TeachRun.Result result) {
        shell.out().print(card(teaching));
        shell.out()
                .println("%n%,d rows in every arm, %,d of them edited%s. Written: %s"
                        .formatted(
                                result.rows(),
                                result.edited(),
                                purse.isPriced() ? ", for %.4f dollars".formatted(result.cost()) : "",
                                teaching.folder().resolve("arms")));
        CommandText next = new CommandText("parable curate")
                .word(teaching.folder().resolve("arms").toString())
                .option("--by", "edit");
        runs.tell(next);
        shell.out().println("Next:   " + next);
    }

    /// Without its head, which is for hubs.
    private static String card(TeachRun teaching) {
        String card = teaching.card();
        return card.substring(card.indexOf("# "));
    }

    private static String words(Ending ending) {
        return switch (ending) {
            case STOPPED -> "stopped";
            case SPENT -> "the budget is spent";
            case UNANSWERED, COMPLETE, DECIDED -> "some requests got no answer however often they were asked";
        };
    }

    private String command() {
        CommandText line = new CommandText("parable teach")
                .word(recipe.toString())
                .option("--teacher", teacher)
                .option("--judge", judge)
                .option("--name", name);
        runs.tell(line);
        purse.tell(line);
        answer.tell(line);
        pace.tell(line);
        kernels.tell(line);
        return line.toString();
    }
}
