package parable.cli.shell;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the process answers to the shell that started it. `docs/commands.md` holds the same table.
public enum ExitCode {
    OK(0, "the command finished, whatever it found"),
    /// The work failed, for a reason on stderr; so does a bundle whose evidence does not agree.
    FAILED(1, "the command failed"),
    /// The command line or a configuration file is wrong.
    USAGE(2, "the command line or a file that it names is wrong"),
    /// A claim of `parable gate` does not hold.
    GATE_FAILED(3, "a gate failed"),
    /// Something is missing or undecided: conversations without an answer, none that could be graded, a gate
    /// that needs more samples, labels on which people differ.
    PARTIAL(4, "undecided or incomplete"),
    /// Stopped by the user: 128 + SIGINT.
    INTERRUPTED(130, "interrupted; finished work is kept");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /// By code, in order, for the program's help.
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ExitCode each : values()) {
            table.put(String.valueOf(each.code), each.meaning);
        }
        return table;
    }
}
