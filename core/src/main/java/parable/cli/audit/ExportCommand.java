package parable.cli.audit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.audit.run.StoredRun;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.ReplaceOption;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.export.ConversationTable;
import parable.export.InspectExport;
import parable.export.SpanExport;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// A stored audit for other programs.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Exports a stored audit to the format of another program.",
            "",
            "inspect   logs of Inspect (.eval), one a model, with all that was said and sent",
            "csv       one row a conversation",
            "parquet   the same table, typed",
            "otel      spans of OpenTelemetry's conventions for generative AI: OTLP in JSON",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable export audit-smoke-NAME --to csv    into the run's folder exports",
            "  parable export runs/audit-smoke-NAME --to inspect --out logs",
            "  inspect view --log-dir logs                 to look at them",
            "",
            "An ungraded value is NaN or empty, never \"no harm\".",
            "Exit codes: 0 done, 1 failed, 2 usage."
        })
public final class ExportCommand implements Callable<Integer> {
    /// What can be written.
    enum Form {
        INSPECT("inspect"),
        CSV("conversations.csv"),
        PARQUET("conversations.parquet"),
        OTEL("spans.jsonl");

        private final String usual;

        Form(String usual) {
            this.usual = usual;
        }

        /// As it is typed.
        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Reads a form as it is typed, in any case.
    static final class FormReader implements ITypeConverter<Form> {
        @Override
        public Form convert(String typed) {
            List<String> known = Arrays.stream(Form.values()).map(Form::label).toList();
            int at = known.indexOf(typed.toLowerCase(Locale.ROOT));
            if (at < 0) {
                throw new TypeConversionException("\"%s\" is none of %s. Did you mean %s?"
                        .formatted(
                                typed,
                                String.join(", ", known),
                                Nearest.to(typed, known).orElseThrow()));
            }
            return Form.values()[at];
        }
    }

    /// What is written before it gets its name.
    private static final String FRESH = ".new";

    private final Shell shell;

    @Parameters(paramLabel = "RUN", description = "An audit's run: its folder, or its name among the runs.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "FORM",
            required = true,
            converter = FormReader.class,
            description = "inspect, csv, parquet or otel.")
    private Form form = Form.INSPECT;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Target file; a folder for inspect. Default: exports in the run's folder.")
    private @Nullable Path out;

    @Option(
            names = "--content",
            description =
                    "In tables and spans, also what was said, which may be anything. Inspect's logs always hold it.")
    private boolean content;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ReplaceOption replace = new ReplaceOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StoredRun stored = runs.stored(shell, run);
        Path target = out == null ? stored.folder().resolve("exports").resolve(form.usual) : out;
        List<String> files = write(stored, target).stream().map(Path::toString).toList();
        if (output.json()) {
            shell.out().print(Json.pretty(Map.of("files", files)));
        } else {
            files.forEach(shell.out()::println);
        }
        return ExitCode.OK.code();
    }

    private List<Path> write(StoredRun stored, Path target) {
        if (form == Form.INSPECT) {
            Path fresh = target.resolve(FRESH);
            List<Path> logs = InspectExport.write(stored, fresh).stream()
                    .map(log -> placed(log, target.resolve(log.getFileName())))
                    .toList();
            AtomicFile.delete(fresh);
            return logs;
        }
        Path fresh = target.toAbsolutePath().resolveSibling("." + target.getFileName() + FRESH);
        switch (form) {
            case CSV -> new ConversationTable(stored, content).writeCsv(fresh);
            case PARQUET -> new ConversationTable(stored, content).writeParquet(fresh);
            case OTEL, INSPECT -> SpanExport.write(stored, fresh, content);
        }
        return List.of(placed(fresh, target));
    }

    private Path placed(Path fresh, Path file) {
        AtomicFile.place(fresh, file, replace.existing());
        return file;
    }
}
