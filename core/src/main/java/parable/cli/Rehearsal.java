package parable.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import parable.cli.shell.Shell;
import parable.ground.Progress;
import parable.ground.StopSignal;

/// What the launcher runs once after a build so that the JVM can write its start-up cache (JEP 483, JEP 514):
/// the classes that every command needs are then loaded and linked beforehand.
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            Shell real = Shell.ofProcess(StopSignal.NEVER);
            Shell silent = new Shell(nowhere, nowhere, Map.of(), real.home(), real.runs(), 80, StopSignal.NEVER);
            for (String line : new String[] {
                "--help", "--version", "doctor --help", "doctor", "doctor --json", "audit --help", "wrong"
            }) {
                Main.run(silent, line.split(" "));
            }
            try (Progress.Task task = silent.progress(false).start("rehearsal", 1)) {
                task.advance(1, "done");
            }
        }
    }
}
