package parable.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.Shell;
import parable.ground.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says what this machine has, what is missing, and what to do about it.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {"Checks the installation: what works, what is missing, and how to fix it.", ""},
        footer = {
            "",
            "Examples:",
            "  parable doctor",
            "  parable doctor --json",
            "",
            "Exit codes: 0 nothing required is missing, 1 something is."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OutputOptions output = new OutputOptions();

    public DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Diagnosis> diagnoses = new Checkup(shell).all();
        if (output.json()) {
            shell.out().print(Json.pretty(diagnoses));
        } else {
            diagnoses.forEach(this::print);
        }
        boolean missing = diagnoses.stream().anyMatch(d -> d.state() == Diagnosis.State.MISSING);
        return (missing ? ExitCode.FAILED : ExitCode.OK).code();
    }

    private void print(Diagnosis diagnosis) {
        String mark = diagnosis.state().name().toLowerCase(Locale.ROOT);
        shell.out().println("%-8s%-12s%s".formatted(mark, diagnosis.name(), diagnosis.value()));
        if (!output.quiet()) {
            diagnosis.remedy().lines().forEach(line -> shell.out().println(" ".repeat(20) + line));
        }
    }
}
