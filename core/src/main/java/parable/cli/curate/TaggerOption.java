package parable.cli.curate;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parable.audit.run.AuditRun;
import parable.audit.run.CostEstimate;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.provider.HttpModel;
import parable.chat.provider.ModelCatalog;
import parable.cli.audit.AnswerOption;
import parable.cli.audit.AuditForecast;
import parable.cli.audit.AuditPace;
import parable.cli.audit.AuditPurse;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.Shell;
import parable.corpus.curate.LinearTagger;
import parable.corpus.curate.PortrayalRules;
import parable.corpus.curate.PortrayalTagger;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;
import parable.judge.portrayal.PortrayalJudge;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which tagger says how a text shows an AI. A judge is asked about every text before the corpus is read.
final class TaggerOption {
    private static final String RULES = "rules", LINEAR = "linear", JUDGE = "judge";
    private static final List<String> KNOWN = List.of(RULES, LINEAR, JUDGE);

    @Option(
            names = "--tagger",
            paramLabel = "NAME",
            description =
                    "What says how a text shows an AI: rules (phrases), linear (weighted words), or judge (a model)."
                            + " Default: ${DEFAULT-VALUE}.")
    private String name = RULES;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "The judge, named as for `parable audit`. It is asked once about each text; no answer is paid"
                    + " for twice.")
    private @Nullable String judge;

    @Option(names = "--dry-run", description = "Print what a judge would cost and ask nothing.")
    private boolean dryRun;

    @Mixin
    private AuditPurse purse = new AuditPurse();

    @Mixin
    private AuditPace pace = new AuditPace();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    /// What came of getting the tagger ready.
    sealed interface Tagging {
        record Ready(PortrayalTagger tagger) implements Tagging {}

        /// The judge has not answered about every text, or was not to be asked.
        record Ended(int code) implements Tagging {}
    }

    String title() {
        return judge == null ? name : name + " " + judge;
    }

    /// @throws StudyException CONFIG when the options do not fit each other
    void check() {
        if (!KNOWN.contains(name)) {
            throw new StudyException(
                    Category.CONFIG,
                    "--tagger is one of %s, but was \"%s\". Did you mean \"%s\"?",
                    String.join(", ", KNOWN),
                    name,
                    Nearest.to(name, KNOWN).orElseThrow());
        }
        if (name.equals(JUDGE) != (judge != null)) {
            throw new StudyException(
                    Category.CONFIG,
                    judge == null
                            ? "--tagger judge needs --judge MODEL, such as --judge ollama:NAME."
                            : "--judge names a model that only --tagger judge asks. Add that, or leave --judge out.");
        }
        if (dryRun && judge == null) {
            throw new StudyException(
                    Category.CONFIG, "--dry-run says what a judge costs, and no judge was named. Leave it out.");
        }
    }

    /// The tagger of a corpus whose parts are all read, so that no text is asked about.
    PortrayalTagger former(Shell shell) {
        if (judge == null) {
            return byWords();
        }
        try (ChatModel model = catalog(shell).open(judge)) {
            return new PortrayalJudge.Judged(PortrayalJudge.identity(model, answer.sampling()), Map.of(), Map.of());
        }
    }

    private PortrayalTagger byWords() {
        return name.equals(RULES) ? PortrayalRules.shipped() : LinearTagger.shipped();
    }

    /// @param texts   about which a judge is asked
    /// @param folder  of the run
    /// @param command that continues
    Tagging ready(Shell shell, Supplier<Collection<String>> texts, Path folder, boolean quiet, String command) {
        if (judge == null) {
            return new Tagging.Ready(byWords());
        }
        Spending spending = purse.spending(pace);
        PortrayalJudge asking = PortrayalJudge.of(texts.get(), answer.sampling());
        if (dryRun || !quiet) {
            (dryRun ? shell.out() : shell.err())
                    .print("%,d different texts for %s%n"
                                    .formatted(asking.plan().conversations(), Visible.line(judge))
                            + AuditForecast.single(
                                    CostEstimate.of(asking.plan(), 1, spending.price()), purse.isPriced()));
        }
        if (dryRun) {
            return new Tagging.Ended(ExitCode.OK.code());
        }
        try (ChatModel model = catalog(shell).open(judge)) {
            Path journal = folder.resolve("judge-" + PortrayalJudge.identity(model, answer.sampling()));
            return told(
                    asking.ask(model, spending, journal, shell.progress(quiet), shell.stop()), shell, quiet, command);
        }
    }

    private ModelCatalog catalog(Shell shell) {
        return ModelCatalog.of(shell.environment(), pace.patience(HttpModel.PATIENCE));
    }

    private Tagging told(AuditRun.Closing<PortrayalJudge.Judged> closing, Shell shell, boolean quiet, String command) {
        closing.lost().forEach(why -> shell.err().println(Visible.line(why)));
        if (purse.isPriced() && !quiet) {
            shell.err().println("The judge cost about %.4f dollars, failures not counted.".formatted(closing.cost()));
        }
        if (closing.missing() > 0) {
            shell.err().println("%,d texts have no answer. Continue with: %s".formatted(closing.missing(), command));
            boolean stopped = closing.ending() == AuditRun.Ending.STOPPED;
            return new Tagging.Ended((stopped ? ExitCode.INTERRUPTED : ExitCode.PARTIAL).code());
        }
        closing.made()
                .unread()
                .forEach((reason, count) ->
                        shell.err().println("%,d answers are unknown: %s".formatted(count, Visible.line(reason))));
        return new Tagging.Ready(closing.made());
    }

    void tell(CommandText line) {
        line.option("--tagger", name.equals(RULES) ? null : name).option("--judge", judge);
        purse.tell(line);
        answer.tell(line);
        pace.tell(line);
    }
}
