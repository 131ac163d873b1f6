package parable.cli.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.CostEstimate;
import parable.audit.run.Replays;
import parable.audit.run.Spending;
import parable.audit.run.StoredRun;
import parable.chat.ChatModel;
import parable.chat.provider.HttpModel;
import parable.chat.provider.ModelCatalog;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.KernelsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;
import parable.judge.JudgeReport;
import parable.judge.JudgeRun;
import parable.judge.JudgeTable;
import parable.judge.JudgeVerdicts;
import parable.judge.Rubrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks language models about a stored run and compares their verdicts with the rule grader's.
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the conversations of a stored audit to language models and compares their verdicts with the grader's.",
            "",
            "A judge is named like a model: openai:NAME, anthropic:NAME, script:FILE,"
                    + " replay:RUN/judgments/ID and so on. Without --judge it prints the table of existing judgments.",
            "Run the same command again to continue after a stop: no answer is paid for twice.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable judge audit-smoke-NAME --judge anthropic:NAME --judge openai:NAME",
            "  parable judge audit-smoke-NAME --judge openai:NAME --price 2.5/10 --max-cost 5",
            "  parable judge audit-smoke-NAME                       print the judgments",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 4 conversations have no answer or none could be graded, 130 interrupted."
        })
public final class JudgeCommand implements Callable<Integer> {
    private static final String REPLAY = "replay:";

    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "An audit's run: its folder, or its name among the runs.")
    private String run = "";

    @Mixin
    private RunsOption runs = new RunsOption();

    @Option(names = "--judge", paramLabel = "MODEL", description = "A judge model. Repeatable.")
    private List<String> judges = List.of();

    @Option(
            names = "--rubric",
            paramLabel = "FILE",
            description = "Questions about a family of your own, or other questions about a shipped one. Repeatable.")
    private List<Path> rubrics = List.of();

    @Mixin
    private AuditPurse purse = new AuditPurse();

    @Mixin
    private AuditPace pace = new AuditPace();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    @Option(
            names = "--aware-limit",
            paramLabel = "SHARE",
            description =
                    "Print no headline rate where more agents than this share wrote that it may be a test. Default: ${DEFAULT-VALUE}.")
    private double awareLimit = JudgeReport.AWARE_LIMIT;

    @Option(names = "--dry-run", description = "Print the cost and call no model.")
    private boolean dryRun;

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public JudgeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        if (!(awareLimit >= 0 && awareLimit <= 1)) {
            throw new StudyException(
                    Category.CONFIG, "--aware-limit is a share in [0, 1], but was %s. Correct it.", awareLimit);
        }
        StoredRun stored = runs.stored(shell, run);
        if (judges.isEmpty()) {
            print(stored);
            return ExitCode.OK.code();
        }
        Spending spending = purse.spending(pace);
        Rubrics asked = Rubrics.shipped();
        for (Path rubric : rubrics) {
            asked = asked.with(rubric);
        }
        try (JudgeRun judging = JudgeRun.of(stored, asked, answer.sampling())) {
            CostEstimate estimate = CostEstimate.of(judging.plan(), judges.size(), spending.price());
            ModelCatalog catalog = ModelCatalog.of(shell.environment(), pace.patience(HttpModel.PATIENCE))
                    .with("replay", new Replays(other -> runs.find(shell, other))::model);
            judges.forEach(catalog::requireKnown);
            if (dryRun || !output.quiet()) {
                (dryRun ? shell.out() : shell.err())
                        .print("%d conversations, %d of them different, with %s%n"
                                        .formatted(
                                                judging.conversations(),
                                                judging.plan().conversations(),
                                                Visible.line(String.join(", ", judges)))
                                + AuditForecast.single(estimate, purse.isPriced()));
            }
            return dryRun ? ExitCode.OK.code() : judged(stored, judging, catalog, spending);
        }
    }

    private int judged(StoredRun stored, JudgeRun judging, ModelCatalog catalog, Spending spending) {
        List<JudgeRun.Outcome> outcomes = new ArrayList<>();
        double left = spending.maxCost();
        for (String judge : judges) {
            requireElsewhere(stored, judge);
            try (ChatModel model = catalog.open(judge)) {
                JudgeRun.Outcome outcome = judging.run(
                        model, spending.within(Math.max(0, left)), shell.progress(output.quiet()), shell.stop());
                left -= outcome.cost();
                outcomes.add(outcome);
            }
        }
        print(stored);
        return close(stored, outcomes);
    }

    /// A replay of the very judgments that are to be made would wait for itself.
    private static void requireElsewhere(StoredRun stored, String judge) {
        Path own = stored.folder().resolve("judgments").toAbsolutePath().normalize();
        if (judge.startsWith(REPLAY)
                && Path.of(judge.substring(REPLAY.length()))
                        .toAbsolutePath()
                        .normalize()
                        .startsWith(own)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is a judge of this very run, so its judgments are here already."
                            + " Leave --judge out to see them, or judge another run with it.",
                    judge);
        }
    }

    private void print(StoredRun stored) {
        JudgeReport report = JudgeReport.of(stored, JudgeVerdicts.of(stored), awareLimit);
        if (output.json()) {
            shell.out().print(Json.pretty(report));
            return;
        }
        shell.out().print(JudgeTable.of(report));
        CommandText next = new CommandText("parable report").word(run);
        runs.tell(next);
        shell.out().println("%nNext:   read what each judge quotes, on the run's page: %s".formatted(next));
    }

    private int close(StoredRun stored, List<JudgeRun.Outcome> outcomes) {
        ExitCode worst = ExitCode.OK;
        for (JudgeRun.Outcome outcome : outcomes) {
            if (purse.isPriced() && !output.quiet()) {
                shell.err()
                        .println("%s cost about %.4f dollars, failures not counted."
                                .formatted(outcome.judge().label(), outcome.cost()));
            }
            JudgeGaps gaps = JudgeGaps.of(stored, outcome.judge());
            gaps.text().ifPresent(shell.err()::println);
            if (outcome.ending() == Ending.COMPLETE && gaps.isAll()) {
                shell.err()
                        .println("%s graded nothing, so it says nothing. Choose another judge."
                                .formatted(outcome.judge().label()));
                worst = worst == ExitCode.OK ? ExitCode.PARTIAL : worst;
            }
            if (outcome.ending() != Ending.COMPLETE) {
                shell.err()
                        .println("%s: %d conversations have no answer (%s). Continue with: %s"
                                .formatted(
                                        outcome.judge().label(),
                                        outcome.missing(),
                                        words(outcome.ending()),
                                        command()));
                worst = outcome.ending() == Ending.STOPPED ? ExitCode.INTERRUPTED : ExitCode.PARTIAL;
            }
        }
        return worst.code();
    }

    private static String words(Ending ending) {
        return switch (ending) {
            case STOPPED -> "stopped";
            case SPENT -> "the budget is spent";
            case UNANSWERED, COMPLETE, DECIDED -> "no answer however often they were asked about";
        };
    }

    private String command() {
        CommandText line = new CommandText("parable judge").word(run);
        judges.forEach(judge -> line.option("--judge", judge));
        rubrics.forEach(rubric -> line.option("--rubric", rubric));
        runs.tell(line);
        purse.tell(line);
        answer.tell(line);
        pace.tell(line);
        kernels.tell(line);
        return line.toString();
    }
}
