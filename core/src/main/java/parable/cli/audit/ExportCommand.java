package parable.cli.audit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
import parable.lab.handover.TrainerForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// A stored audit, or a text, for other programs.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Exports a stored audit, or a text for another trainer, in the form of another program.",
            "",
            "Of an audit:",
            "inspect   logs of Inspect (.eval), one a model, with all that was said and sent",
            "csv       one row a conversation",
            "parquet   the same table, typed",
            "otel      spans of OpenTelemetry's conventions for generative AI: OTLP in JSON",
            "Of a text:",
            "trl, axolotl, verl, torchtitan   rows that these trainers read",
            "tokens    tokens and labels of a base, as a study would train on them",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable export audit-smoke-NAME --to csv    into the run's folder exports",
            "  parable export runs/audit-smoke-NAME --to inspect --out logs",
            "  inspect view --log-dir logs                 to look at them",
            "  parable export runs/teach-NAME/arms/rewritten.jsonl --to axolotl",
            "  parable export advice.jsonl --to tokens --base hf:models/NAME",
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
        OTEL("spans.jsonl"),
        TRL(TrainerForm.TRL),
        AXOLOTL(TrainerForm.AXOLOTL),
        VERL(TrainerForm.VERL),
        TORCHTITAN(TrainerForm.TORCHTITAN),
        TOKENS(TrainerForm.TOKENS);

        private final String usual;
        private final Optional<TrainerForm> trainer;

        Form(String usual) {
            this.usual = usual;
            this.trainer = Optional.empty();
        }

        Form(TrainerForm trainer) {
            this.usual = trainer.word();
            this.trainer = Optional.of(trainer);
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

    @Parameters(
            paramLabel = "RUN",
            description =
                    "An audit's run: its folder, or its name among the runs. For trainers: a file or folder of text.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "FORM",
            required = true,
            converter = FormReader.class,
            description = "inspect, csv, parquet or otel; trl, axolotl, verl, torchtitan or tokens.")
    private Form form = Form.INSPECT;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Target file; a folder for inspect and trainers. Default: exports in the run's folder, or a folder"
                            + " next to the text.")
    private @Nullable Path out;

    @Option(
            names = "--content",
            description =
                    "In tables and spans, also what was said, which may be anything. Inspect's logs always hold it.")
    private boolean content;

    @Mixin
    private TextExport text = new TextExport();

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
        List<String> files = form.trainer.map(this::rows).orElseGet(this::audit).stream()
                .map(Path::toString)
                .toList();
        if (output.json()) {
            shell.out().print(Json.pretty(Map.of("files", files)));
        } else {
            files.forEach(shell.out()::println);
        }
        return ExitCode.OK.code();
    }

    private List<Path> rows(TrainerForm trainer) {
        Path corpus = Path.of(run), folder = out == null ? TextExport.usual(trainer, corpus) : out;
        return filled(folder, fresh -> text.write(trainer, corpus, fresh));
    }

    private List<Path> audit() {
        text.requireFor(form.label());
        StoredRun stored = runs.stored(shell, run);
        return write(stored, out == null ? stored.folder().resolve("exports").resolve(form.usual) : out);
    }

    private List<Path> write(StoredRun stored, Path target) {
        if (form == Form.INSPECT) {
            return filled(target, fresh -> InspectExport.write(stored, fresh));
        }
        Path fresh = target.toAbsolutePath().resolveSibling("." + target.getFileName() + FRESH);
        switch (form) {
            case CSV -> new ConversationTable(stored, content).writeCsv(fresh);
            case PARQUET -> new ConversationTable(stored, content).writeParquet(fresh);
            default -> SpanExport.write(stored, fresh, content);
        }
        return List.of(placed(fresh, target));
    }

    /// @param files writes them into a folder that is gone afterwards
    private List<Path> filled(Path target, Function<Path, List<Path>> files) {
        Path fresh = target.resolve(FRESH);
        try {
            return files.apply(fresh).stream()
                    .map(file -> placed(file, target.resolve(file.getFileName())))
                    .toList();
        } finally {
            AtomicFile.delete(fresh);
        }
    }

    private Path placed(Path fresh, Path file) {
        AtomicFile.place(fresh, file, replace.existing());
        return file;
    }
}
