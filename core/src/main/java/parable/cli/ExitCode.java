package parable.cli;

/// What the process answers to the shell that started it.
public enum ExitCode {
    OK(0),
    /// The work failed.
    FAILED(1),
    /// The command line or a configuration file is wrong.
    USAGE(2),
    /// A gate's claims do not hold.
    GATE_FAILED(3),
    /// Something is missing or undecided: units that could not be run or graded, or inconclusive findings.
    PARTIAL(4),
    /// Stopped by the user: 128 + SIGINT.
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
