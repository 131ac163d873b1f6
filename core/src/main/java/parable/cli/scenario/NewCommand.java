package parable.cli.scenario;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.Shell;
import parable.suite.NewStory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a story to begin with.
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a small, complete, commented story: system prompt, mails, grading rules, one leverage and its innocent"
                    + " twin, and a scripted model. Nothing is overwritten.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable scenario new mine               a folder: story.yaml, mail.md …",
            "  parable scenario new --short mine.yaml  the same in one file",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage."
        })
public final class NewCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FOLDER", description = "A new folder; with --short a new file that ends in .yaml.")
    private String place = "";

    @Option(names = "--short", description = "One YAML file instead of a folder.")
    private boolean brief;

    NewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path written = Path.of(place);
        (brief ? NewStory.ofOneFile(written) : NewStory.ofFolder(written))
                .forEach(file -> shell.out().println("Wrote " + file));
        shell.out().println("Next: " + new CommandText("parable scenario check").word(place));
        shell.out().println("      " + new CommandText("parable scenario play").word(place));
        return ExitCode.OK.code();
    }
}
