package parable.cli.scenario;

import parable.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// From nothing to a first graded play of a scenario of one's own.
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Writes, checks and plays a scenario of your own: a story with its system prompt, mails and grading rules, in a folder"
                    + " or in one YAML file.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "From an empty folder to a first grade:",
            "  parable scenario new mine    a small, complete, commented story",
            "  parable scenario check mine  after each change: errors with their line",
            "  parable scenario play mine   one conversation and its grade",
            "  parable audit ollama:NAME --suite mine     any model, as often as you like",
            "  parable scenario realism mine ollama:NAME  how real it looks to a model",
            "",
            "docs/scenarios.md describes the files."
        })
public final class ScenarioCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ScenarioCommand() {}

    /// The command with its own.
    public static CommandLine of(Shell shell) {
        return new CommandLine(new ScenarioCommand())
                .addSubcommand(new NewCommand(shell))
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new PlayCommand(shell))
                .addSubcommand(new RealismCommand(shell));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
