package parable.cli.shell;

import parable.ground.Existing;
import picocli.CommandLine.Option;

/// Whether something finished may give way.
public final class ReplaceOption {
    @Option(names = "--replace", description = "Overwrite an existing file. Default: refuse if its content differs.")
    private boolean replace;

    public Existing existing() {
        return replace ? Existing.REPLACE : Existing.KEEP;
    }
}
