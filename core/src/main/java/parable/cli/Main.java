package parable.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parable.cli.audit.AuditCommand;
import parable.cli.audit.CompareCommand;
import parable.cli.audit.ExportCommand;
import parable.cli.audit.GateCommand;
import parable.cli.audit.GoldCommand;
import parable.cli.audit.ImportCommand;
import parable.cli.audit.JudgeCommand;
import parable.cli.audit.ReportCommand;
import parable.cli.curate.CurateCommand;
import parable.cli.curate.TeachCommand;
import parable.cli.doctor.DoctorCommand;
import parable.cli.scenario.ScenarioCommand;
import parable.cli.shell.Breakdown;
import parable.cli.shell.ExitCode;
import parable.cli.shell.Interrupt;
import parable.cli.shell.Shell;
import parable.cli.shell.Version;
import parable.cli.study.ProbeCommand;
import parable.cli.study.StudyCommand;
import parable.cli.study.TraceCommand;
import parable.cli.study.TruthBankCommand;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.Visible;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JacksonException;

/// The program. A new command is one more line in [#commands(Shell)].
@Command(
        name = "parable",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Measures how often a language model turns on the people it works for, finds the text that"
                    + " taught it, changes that text, trains, and proves what changed.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  parable study                the whole loop on a model organism, in minutes",
            "  parable audit ollama:NAME    how often a model does harm in simulated offices",
            "  parable scenario new mine    a scenario of your own to write, check and play",
            "  parable doctor               what this machine has and lacks",
            "",
            "Results go to stdout, progress and errors to stderr. Runs go to the folder runs where you are."
        },
        exitCodeListHeading = "%nExit codes:%n")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    static List<Object> commands(Shell shell) {
        return List.of(
                new StudyCommand(shell),
                new AuditCommand(shell),
                ScenarioCommand.of(shell),
                new ImportCommand(shell),
                new ReportCommand(shell),
                new JudgeCommand(shell),
                new GoldCommand(shell),
                new CompareCommand(shell),
                new GateCommand(shell),
                new ExportCommand(shell),
                new ProbeCommand(shell),
                new CommandLine(new TraceCommand(shell)).addSubcommand(new TruthBankCommand(shell)),
                new SchemaCommand(shell),
                new CurateCommand(shell),
                new TeachCommand(shell),
                new DoctorCommand(shell));
    }

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        int code = run(Shell.ofProcess(Interrupt.ofProcess(System.err)), arguments);
        if (code != ExitCode.OK.code()) {
            System.exit(code); // never for 0: System.exit first sets up the JDK's loggers, a tenth of a short run
        }
    }

    /// Runs one command line to its exit code; nothing here ends the process.
    public static int run(Shell shell, String... arguments) {
        return execute(shell, () -> commandLine(shell, commands(shell)), arguments);
    }

    /// Errors of the virtual machine end the command, not the trust in its messages.
    static int execute(Shell shell, Supplier<CommandLine> program, String... arguments) {
        try {
            return program.get().execute(arguments);
        } catch (VirtualMachineError | LinkageError broken) {
            shell.err()
                    .println(StudyException.Category.DEVICE + ": "
                            + Breakdown.told(broken).orElseThrow());
            return ExitCode.FAILED.code();
        }
    }

    static CommandLine commandLine(Shell shell, List<Object> commands) {
        CommandLine program = new CommandLine(new Main());
        commands.forEach(program::addSubcommand);
        program.addSubcommand(new CommandLine.HelpCommand());
        program.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
        return program.setOut(new PrintWriter(shell.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(shell.err(), true, Charset.defaultCharset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(shell.colors() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler(Main::report);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// A wrong command line: what was wrong, the nearest right word, where the rules are.
    private static int explain(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Visible.lines(String.valueOf(wrong.getMessage())));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        if (wrong instanceof MissingParameterException) {
            unknownOption(command, arguments).ifPresent(err::println);
        }
        err.println("Run '%s --help' for what it takes."
                .formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE.code();
    }

    /// What is missing may be there under a mistyped name, of which the parser says nothing.
    private static Optional<String> unknownOption(CommandLine command, String... arguments) {
        Set<String> known = command.getCommandSpec().optionsMap().keySet();
        return Arrays.stream(arguments)
                .map(argument -> argument.replaceFirst("=.*", ""))
                .filter(argument -> argument.startsWith("--") && !known.contains(argument))
                .findFirst()
                .map(argument -> "There is no option %s. Did you mean %s?"
                        .formatted(
                                Visible.line(argument),
                                Nearest.to(argument, known).orElseThrow()));
    }

    /// A fault that the user can fix is one sentence; any other is a fault of the program and shows its trace.
    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        Optional<String> breakdown = Breakdown.told(failure);
        if (breakdown.isPresent()) {
            command.getErr().println(StudyException.Category.DEVICE + ": " + breakdown.get());
            return ExitCode.FAILED.code();
        }
        return switch (failure) {
            case StudyException mendable -> {
                command.getErr()
                        .println(mendable.category() + ": " + Visible.lines(String.valueOf(mendable.getMessage())));
                yield (mendable.category() == StudyException.Category.CONFIG ? ExitCode.USAGE : ExitCode.FAILED).code();
            }
            case CorruptFileException corrupt -> {
                command.getErr()
                        .println(StudyException.Category.STORAGE + ": "
                                + Visible.lines(String.valueOf(corrupt.getMessage())));
                yield ExitCode.FAILED.code();
            }
            case UncheckedIOException denied
            when denied.getCause() instanceof FileSystemException file -> {
                command.getErr().println(StudyException.Category.STORAGE + ": " + Visible.lines(unusable(file)));
                yield ExitCode.FAILED.code();
            }
            default -> {
                command.getErr().print(foreign(failure).orElseGet(() -> trace(failure)));
                command.getErr().flush();
                yield ExitCode.FAILED.code();
            }
        };
    }

    /// What a library could not read, without the library's words.
    private static Optional<String> foreign(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return Optional.of(Visible.lines(
                                "%s: something that was stored or received is not the JSON that this version reads (%s)."
                                                .formatted(StudyException.Category.STORAGE, Json.fault(json))
                                        + " Run the command again under another name.")
                        + System.lineSeparator());
            }
        }
        return Optional.empty();
    }

    private static String unusable(FileSystemException file) {
        String reason = switch (file) {
            case NoSuchFileException _ -> "it is not there";
            case AccessDeniedException _ -> "its rights forbid it";
            case FileAlreadyExistsException _ -> "something else lies there";
            default -> file.getReason() == null ? "the system refuses it" : file.getReason();
        };
        return "%s could not be read or written (%s). Check that it is there and its rights, then run the same command again."
                .formatted(file.getFile(), reason);
    }

    private static String trace(Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return Visible.lines(trace.toString());
    }
}
