package parable.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.audit.claims.ClaimStop;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.AuditTable;
import parable.audit.run.CostEstimate;
import parable.audit.run.Limits;
import parable.audit.run.OtherTerms;
import parable.audit.run.Replays;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
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
import parable.lab.organism.EmbeddedScenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts models into a simulated company and counts what they do.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Puts models into a simulated company and counts how often they harm the people in it.",
            "",
            "MODEL is openai:NAME, anthropic:NAME, google:NAME, mistral:NAME, ollama:NAME, http://host/v1#NAME for any"
                    + " server of chat completions, hf:FOLDER or gguf:FILE for open weights in this process, script:FILE, replay:RUN,"
                    + " organism:FOLDER for a checkpoint of a study, or organism:STUDY#ARM for all seeds of an arm. Keys are read from the environment only.",
            "Run the same command again to continue after a stop, a kill or an empty budget: no answer costs twice.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable audit ollama:NAME                                a local model, smoke",
            "  parable audit openai:NAME --price 2.5/10 --max-cost 5    at most 5 dollars",
            "  parable audit anthropic:NAME --dry-run                   what it would take",
            "  parable audit organism --suite embedded                  the shipped organism",
            "  parable audit organism:quick#control --suite embedded  a study's model",
            "  parable audit replay:audit-smoke-NAME                    a run again, offline",
            "",
            "Exit codes: 0 done, whatever it found, 1 failed, 2 usage, 4 conversations are missing or none could be"
                    + " graded, 130 interrupted."
        })
public final class AuditCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "One or more models.")
    private List<String> models = List.of();

    @Option(
            names = "--suite",
            defaultValue = "smoke",
            description =
                    "smoke, second, standard, full, letters (for small models; letters:6 for 6 scenes a family), embedded, a family, a suite's YAML file, a folder or YAML file with stories of"
                            + " your own (parable scenario new), or published:FOLDER for prompts of the published benchmark. Default: ${DEFAULT-VALUE}.")
    private String suite = "smoke";

    @Option(
            names = "--condition",
            paramLabel = "CELL",
            description =
                    "Only this condition, as levels that differ from the first: threat=none,leverage=none; of a published tree,"
                            + " a condition's name. Repeatable.")
    private List<String> conditions = List.of();

    @Option(names = "--samples", paramLabel = "N", description = "Rollouts of each scenario. Default: the suite's.")
    private @Nullable Integer samples;

    @Mixin
    private AuditPurse purse = new AuditPurse();

    @Mixin
    private AuditPeople people = new AuditPeople();

    @Mixin
    private AuditPace pace = new AuditPace();

    @Mixin
    private AuditStop stopping = new AuditStop();

    @Mixin
    private RequestOption request = new RequestOption();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    @Option(names = "--name", description = "Name of the run and its folder. Default: from suite and model.")
    private @Nullable String name;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private OtherTermsOption others = new OtherTermsOption();

    @Option(names = "--dry-run", description = "Print the cost and call no model.")
    private boolean dryRun;

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public AuditCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        Organisms organisms = new Organisms(shell, runs);
        Replays replays = new Replays(run -> runs.find(shell, run));
        ModelCatalog plain = ModelCatalog.of(shell.environment(), pace.patience(HttpModel.PATIENCE));
        ModelCatalog catalog = ModelCatalog.of(
                        shell.environment(), pace.patience(HttpModel.PATIENCE), request.options(answer.maxTokens()))
                .with("replay", replays::model)
                .with("organism", organisms::open);
        models.forEach(catalog::requireKnown); // before the plan is made, which may take seconds
        request.requireServed(models);
        people.requireKnown(catalog);
        List<String> named = organisms.expanded(models);
        requireDifferent(named);
        AuditPlan plan = plan(organisms, named);
        Optional<ClaimStop> rule = stopping.rule(plan.suite());
        rule.ifPresent(asked -> asked.watch(plan)); // claims that do not fit are refused before the first request
        Spending spending = purse.spending(pace);
        CostEstimate estimate =
                people.in(CostEstimate.of(plan, named.size(), spending.price()), plan, named.size(), spending.price());
        requireEnough(estimate, spending);
        if (dryRun) {
            shell.out().print(AuditForecast.text(plan, estimate, named, purse.isPriced()));
            return ExitCode.OK.code();
        }
        OtherTerms policy = others.policy();
        Path folder = folder(plan);
        List<ChatModel> opened = new ArrayList<>();
        try {
            named.forEach(model -> opened.add(catalog.open(model)));
            List<ChatModel> audited = List.copyOf(opened);
            AuditPlan played = people.in(plan, plain.with("replay", replays::people), spending.price(), opened);
            if (!output.quiet()) {
                shell.err().print(AuditForecast.text(plan, estimate, named, purse.isPriced()));
            }
            AuditRun whole = new AuditRun(played, audited, spending, folder).meeting(policy);
            AuditRun run = rule.map(whole::stoppingBy).orElse(whole);
            return finish(run.run(shell.progress(output.quiet()), shell.stop()), folder, rule);
        } finally {
            opened.forEach(ChatModel::close);
        }
    }

    /// A run keeps conversations by the model's name.
    private static void requireDifferent(List<String> models) {
        Set<String> seen = new HashSet<>();
        for (String model : models) {
            if (!seen.add(model)) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s is named twice. A run holds each model once. Name it once, and give --samples for more rollouts.",
                        model);
            }
        }
    }

    private AuditPlan plan(Organisms organisms, List<String> named) {
        if (samples != null && samples < 1) {
            throw new StudyException(
                    Category.CONFIG,
                    "--samples is how often each scenario is played, 1 or more, but was %d."
                            + " Give such a number, or leave it out for the suite's own.",
                    samples);
        }
        AuditSuites.Chosen chosen = suite.equals(AuditSuites.EMBEDDED) && conditions.isEmpty()
                ? organisms.suite(named, samples)
                : AuditSuites.choose(suite, conditions, samples);
        return new AuditPlan(chosen.name(), chosen.scenarios(), chosen.samples(), sampling(named), Limits.USUAL);
    }

    /// Organisms are asked as a study asks them, unless the user says otherwise.
    private ChatSampling sampling(List<String> named) {
        ChatSampling asked = answer.sampling();
        return asked.equals(ChatSampling.AS_SERVED) && named.stream().allMatch(Organisms::isOne)
                ? EmbeddedScenario.SAMPLING
                : asked;
    }

    private static void requireEnough(CostEstimate estimate, Spending spending) {
        if (estimate.oneSample() > spending.maxCost()) {
            throw new StudyException(
                    Category.CONFIG,
                    "--max-cost %s does not buy one sample: one opening with an answer of the longest kind takes about %.4f."
                            + " Raise it, lower --max-tokens, or choose a smaller suite.",
                    spending.maxCost(),
                    estimate.oneSample());
        }
    }

    /// Made of names that files may have everywhere.
    private Path folder(AuditPlan plan) {
        String first = models.getFirst().replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
        String usual = "audit-%s-%s%s"
                .formatted(plan.suite(), first, models.size() == 1 ? "" : "-and-%d-more".formatted(models.size() - 1));
        String chosen = name == null ? usual : name;
        Path folder = runs.named(shell, chosen);
        if (Files.exists(folder) && !Files.exists(folder.resolve("journal"))) {
            throw new StudyException(
                    Category.STORAGE,
                    "%s is no audit. Nothing in it was touched. Choose another --name or --runs folder.",
                    folder);
        }
        return folder;
    }

    private int finish(AuditRun.Outcome outcome, Path folder, Optional<ClaimStop> rule) {
        Path page = ReportCommand.write(folder);
        if (output.json()) {
            shell.out().print(Visible.json(Json.pretty(outcome.summary().json())));
        } else {
            shell.out().print(AuditTable.of(outcome.summary()));
            rule.ifPresent(asked -> shell.out().print(AuditStop.rulings(asked, folder)));
            if (purse.isPriced()) {
                shell.out()
                        .println("Cost: about %.4f dollars, failures not counted.%s"
                                .formatted(outcome.cost(), people.cost(outcome.summary(), purse.price())));
            }
            shell.out().println();
            shell.out().println("Report:      " + page);
            shell.out().println("Transcripts: " + page.resolveSibling("transcripts.jsonl"));
        }
        outcome.lost().forEach(why -> shell.err().println(Visible.line(why)));
        return switch (outcome.ending()) {
            case COMPLETE -> complete(outcome, folder);
            case DECIDED -> {
                shell.err().println("All claims are decided; what is missing was not played.");
                yield complete(outcome, folder);
            }
            case STOPPED -> unfinished("Stopped", ExitCode.INTERRUPTED);
            case SPENT -> unfinished("The budget is spent; raise --max-cost to continue", ExitCode.PARTIAL);
            case UNANSWERED ->
                unfinished("Some conversations got no answer however often they asked", ExitCode.PARTIAL);
        };
    }

    private int complete(AuditRun.Outcome outcome, Path folder) {
        if (outcome.summary().graded() == 0) {
            shell.err().println("Not one conversation could be graded: there is no result. The transcripts say why.");
            return ExitCode.PARTIAL.code();
        }
        if (!output.json()) {
            shell.out().println("Next:        " + next(folder));
        }
        return ExitCode.OK.code();
    }

    private int unfinished(String reason, ExitCode code) {
        shell.err()
                .println("%s. All answers are kept. Continue with: %s"
                        .formatted(reason, Visible.line(command(models, null))));
        return code.code();
    }

    /// Organisms answer offline anyway.
    private String next(Path folder) {
        if (models.stream().allMatch(Organisms::isOne)) {
            return "read it in other programs: "
                    + Visible.line(new CommandText("parable export")
                            .word(folder.toString())
                            .option("--to", "inspect")
                            .toString());
        }
        String run = "replay:" + folder;
        return "the same again offline: " + Visible.line(command(List.of(run), run));
    }

    /// The user's command line, to continue with.
    ///
    /// @param players who plays the people instead, if anybody does; null for whom the user named
    private String command(List<String> models, @Nullable String players) {
        CommandText line = new CommandText("parable audit");
        models.forEach(line::word);
        line.option("--suite", suite.equals("smoke") ? null : suite);
        conditions.forEach(condition -> line.option("--condition", condition));
        line.option("--samples", samples);
        purse.tell(line);
        answer.tell(line);
        line.option("--name", models.equals(this.models) ? name : null);
        if (models.equals(this.models)) {
            request.tell(line);
        }
        runs.tell(line);
        people.tell(line, players);
        pace.tell(line);
        stopping.tell(line);
        kernels.tell(line);
        if (models.equals(this.models)) {
            others.tell(line);
        }
        return line.toString();
    }
}
