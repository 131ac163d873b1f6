package parable.cli.shell;

import parable.ground.StudyException;
import picocli.CommandLine.Option;

/// How many models are trained or asked at once.
public final class JobsOption {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @Option(names = "--jobs", paramLabel = "N", description = "Models trained or asked at once. Default: one a core.")
    private int jobs = CORES;

    /// @throws StudyException when it is less than 1
    public int count() {
        if (jobs < 1) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "--jobs is how many models are trained or asked at once, 1 or more, but was %d. Leave it out for one a core (%d).",
                    jobs,
                    CORES);
        }
        return jobs;
    }

    public void tell(CommandText line) {
        line.option("--jobs", jobs == CORES ? null : jobs);
    }
}
