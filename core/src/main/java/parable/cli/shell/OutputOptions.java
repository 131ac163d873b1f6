package parable.cli.shell;

import picocli.CommandLine.Option;

/// The two options that every command with a result has.
public final class OutputOptions {
    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print no progress and no notes, only results and errors.")
    private boolean quiet;

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }
}
