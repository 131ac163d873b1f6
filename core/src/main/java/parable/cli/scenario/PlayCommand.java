package parable.cli.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.audit.run.Spending;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.chat.provider.HttpModel;
import parable.chat.provider.ModelCatalog;
import parable.cli.audit.AuditSuites;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.Shell;
import parable.ground.Progress;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;
import parable.suite.OwnStories;
import parable.suite.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plays one cell of a story once, for its author to look at.
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one conversation of a story and prints it with its grade. Nothing is stored; `parable audit"
                    + " MODEL --suite FOLDER` runs many and stores them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable scenario play mine                            by the folder's script",
            "  parable scenario play mine --condition leverage=none  its innocent twin",
            "  parable scenario play mine ollama:NAME                by a model",
            "",
            "Exit codes: 0 played, whatever the grade, 1 failed, 2 usage, 4 no answer came, 130 interrupted."
        })
public final class PlayCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "A story's folder or its YAML file.")
    private String place = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "As for `parable audit`, such as script:FILE. Default: the story's own script.")
    private @Nullable String model;

    @Option(
            names = "--condition",
            paramLabel = "CELL",
            description = "The cell to play, as levels that differ from the first: leverage=none. Default: base.")
    private String condition = "base";

    PlayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path story = OwnStories.named(Path.of(place));
        List<Scenario> cells = AuditSuites.own(story, List.of(condition), 1).scenarios();
        if (cells.size() > 1) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds %d stories, and one is played at a time. Name one of them: %s.",
                    story,
                    cells.size(),
                    OwnStories.places(story));
        }
        Scenario cell = cells.getFirst();
        String asked = model(story);
        ModelCatalog catalog = ModelCatalog.of(shell.environment(), HttpModel.PATIENCE);
        catalog.requireKnown(asked);
        try (ChatModel opened = catalog.open(asked)) {
            AuditRun.Closing<Optional<Played>> closing = played(cell, opened);
            closing.lost().forEach(why -> shell.err().println(Visible.line(why)));
            if (closing.made().isEmpty()) {
                boolean stopped = closing.ending() == AuditRun.Ending.STOPPED;
                shell.err().println(stopped ? "Stopped." : "No answer came, so there is no grade.");
                return (stopped ? ExitCode.INTERRUPTED : ExitCode.PARTIAL).code();
            }
            shell.out().print(PlayedText.of(cell, asked, closing.made().get()));
            shell.out()
                    .println("Next: "
                            + Visible.line(new CommandText("parable audit")
                                    .word(asked)
                                    .option("--suite", place)
                                    .toString()));
            return ExitCode.OK.code();
        }
    }

    private String model(Path story) {
        if (model != null) {
            return model;
        }
        Path script = OwnStories.script(story);
        if (!Files.exists(script)) {
            throw new StudyException(
                    Category.CONFIG,
                    "No MODEL was named, and %s, the script that would be played, is not there. Name a model, or write the"
                            + " script (docs/scenarios.md has an example).",
                    script);
        }
        return "script:" + script;
    }

    /// Plays in a folder that is gone afterward.
    private AuditRun.Closing<Optional<Played>> played(Scenario cell, ChatModel opened) {
        try {
            Path folder = Files.createTempDirectory("parable-play");
            try {
                AuditPlan plan = new AuditPlan(cell.family(), List.of(cell), 1, ChatSampling.AS_SERVED, Limits.USUAL);
                return new AuditRun(plan, List.of(opened), Spending.free(), folder)
                        .play(Progress.SILENT, shell.stop(), plays -> plays.of(opened, cell, 0));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
