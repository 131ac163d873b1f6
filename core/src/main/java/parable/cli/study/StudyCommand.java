package parable.cli.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.JobsOption;
import parable.cli.shell.KernelsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.cli.shell.Version;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.study.Study;
import parable.study.Summary;
import parable.study.checkpoint.CheckpointRecipe;
import parable.study.checkpoint.CheckpointStudy;
import parable.study.checkpoint.CheckpointSummary;
import parable.study.recipe.Recipe;
import parable.study.stage.Environment;
import parable.study.stage.Stage;
import parable.view.page.ReportWriter;
import parable.view.study.CheckpointReport;
import parable.view.study.StudyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The whole loop: pretrain, teach, audit, test the claims, write the report.
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description = {
            "Pretrains organisms on a mini internet, fine-tunes them, audits them, and tests what changed.",
            "",
            "Without an argument it runs the recipe 'quick'. A run that was stopped or killed continues where it was.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable study                      the quick study, in minutes",
            "  parable study two                  every arm and corpus of world two",
            "  parable study derive               world three: acts follow from a ranking",
            "  parable study classic, full        in world one, where one word tells the act",
            "  parable study my-study.yaml        a recipe of your own",
            "  parable study checkpoint.yaml      the same of open weights (with a base)",
            "  parable study --dry-run            what would be done, and what it would cost",
            "",
            "Exit codes: 0 done, whatever it found, 1 failed, 2 usage or recipe, 130 interrupted."
        })
public final class StudyCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "RECIPE",
            defaultValue = "quick",
            description = "A shipped recipe (quick, reasons, two, derive, watch, classic, full) or a YAML file. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String recipe = "quick";

    @Option(names = "--name", description = "Name of the run and its folder. Default: the recipe's.")
    private @Nullable String name;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Adds N to every pretraining seed: the same study on fresh seeds, all trained here.")
    private long seed;

    @Option(names = "--world-seed", paramLabel = "N", description = "Reassigns the world's names to their roles.")
    private @Nullable Long worldSeed;

    @Mixin
    private JobsOption jobs = new JobsOption();

    @Option(
            names = "--replace",
            description = "Start a new run although a study of another recipe has this name; the old one moves to"
                    + " NAME-replaced-1, and stages of both are copied.")
    private boolean replace;

    @Option(names = "--dry-run", description = "Print the resolved study and its cost, and do nothing.")
    private boolean dryRun;

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public StudyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        jobs.count();
        Optional<CheckpointRecipe> open = Recipes.checkpoint(recipe);
        return open.isPresent() ? checkpoint(open.get()) : organism();
    }

    private int checkpoint(CheckpointRecipe asked) {
        if (seed != 0 || worldSeed != null) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%s moves the seeds of organisms, but %s is a study of open weights. Change `seeds` in the recipe.",
                    seed != 0 ? "--seed" : "--world-seed",
                    recipe);
        }
        CheckpointRecipe called = name == null ? asked : named(asked::withName, name);
        try (CheckpointStudy study = new CheckpointStudy(called, runs.in(shell))) {
            return run(study);
        }
    }

    private int run(CheckpointStudy study) {
        int atOnce = study.modelsAtOnce(jobs.count());
        if (atOnce < jobs.count()) {
            shell.err()
                    .printf(
                            "Memory holds %d of these models in training, so %d run at once, not %d.%n",
                            atOnce, atOnce, jobs.count());
        }
        if (dryRun) {
            shell.out().print(CheckpointSummary.dryRun(study, atOnce));
            return ExitCode.OK.code();
        }
        if (replace) {
            study.replaceOther();
        }
        return untilStopped(() -> {
            CheckpointStudy.Outcome outcome =
                    study.run(Environment.here(version()), atOnce, shell.progress(output.quiet()), shell.stop());
            Path page = ReportWriter.write(CheckpointReport.of(outcome), outcome.folder());
            print(Map.of("findings", outcome.findings()), CheckpointSummary.of(outcome), page);
            if (!output.json()) {
                shell.out()
                        .println("Next:   read what the models wrote: parable report " + outcome.folder() + "#"
                                + called(outcome));
            }
        });
    }

    /// An arm of the study.
    private static String called(CheckpointStudy.Outcome outcome) {
        return outcome.measured().recipe().arms().getLast().name();
    }

    private int organism() {
        Study study = new Study(resolved(), runs.in(shell), shell.home().resolve("checkpoints"));
        if (dryRun) {
            shell.out().print(Summary.dryRun(study, jobs.count()));
            return ExitCode.OK.code();
        }
        if (replace) {
            study.replaceOther();
        }
        return untilStopped(() -> {
            Study.Outcome outcome =
                    study.run(Environment.here(version()), jobs.count(), shell.progress(output.quiet()), shell.stop());
            Path page = ReportWriter.write(StudyReport.of(study, outcome), outcome.folder());
            print(
                    Map.of("findings", outcome.findings(), "gates", outcome.gates()),
                    Summary.of(outcome) + study.origins().warning() + "\n",
                    page);
            if (!output.json()) {
                shell.out().println("Next:   open the report in a browser, or run every arm: parable study two");
            }
        });
    }

    private int untilStopped(Runnable work) {
        try {
            work.run();
            return ExitCode.OK.code();
        } catch (Stage.Stopped _) {
            shell.err().println("Stopped; finished stages are kept. Continue with: " + command());
            return ExitCode.INTERRUPTED.code();
        }
    }

    private void print(Map<String, Object> found, String summary, Path page) {
        if (output.json()) {
            shell.out().print(Json.pretty(found));
            return;
        }
        shell.out().print(summary);
        shell.out().println("Report: " + page.toAbsolutePath());
    }

    private Recipe resolved() {
        Recipe read = Recipes.named(recipe);
        Recipe seeded = seed == 0 ? read : read.withSeedsFrom(seed).withName(read.name() + "-seed" + seed);
        Recipe dealt = worldSeed == null
                ? seeded
                : seeded.withWorldSeed(worldSeed).withName(seeded.name() + "-world" + worldSeed);
        return name == null ? dealt : named(dealt::withName, name);
    }

    private static <R> R named(Function<String, R> rename, String name) {
        try {
            return rename.apply(name);
        } catch (IllegalArgumentException e) {
            throw new StudyException(
                    StudyException.Category.CONFIG, e, "--name: %s. Choose such a name.", e.getMessage());
        }
    }

    /// The user's command line, to continue with.
    private String command() {
        CommandText line = new CommandText("parable study").word(recipe).option("--name", name);
        runs.tell(line);
        kernels.tell(line);
        line.option("--seed", seed == 0 ? null : seed).option("--world-seed", worldSeed);
        jobs.tell(line);
        return line.toString();
    }

    private static String version() {
        return Version.text();
    }
}
