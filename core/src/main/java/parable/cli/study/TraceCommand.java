package parable.cli.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.KernelsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.corpus.Corpus;
import parable.corpus.TextFiles;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.study.Study;
import parable.study.TracedRollout;
import parable.text.PlainWords;
import parable.trace.search.CorpusIndex;
import parable.trace.search.Trace;
import parable.trace.search.TracedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which documents a text may come from.
@Command(
        name = "trace",
        synopsisSubcommandLabel = "[bank]",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the training documents that a rollout's words may come from, by four methods side by side:"
                    + " exact words, similar words, gradients and retraining.",
            "",
            "With a run, it traces a rollout of one of its models to all text that trained the model."
                    + " Without a run, it traces --text to the documents of --corpus.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable trace quick                                a harmful rollout",
            "  parable trace runs/quick --model stories --seed 22       another model",
            "  parable trace quick --suite far/blame --rollout 3  one by its number, from 0",
            "  parable trace --corpus pages.jsonl --text \"keep me and i will stay quiet\"",
            "  parable trace bank                     how well tracing methods predict (LDS)",
            "",
            "Similarity is not cause: only a tested effect is. Exit codes: 0 done, 1 failed, 2 usage."
        })
public final class TraceCommand implements Callable<Integer> {
    private static final String PRETRAINED_ON = "villain";
    private static final int MOST = 1000;

    private final Shell shell;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A study's run: its folder, or its name among the runs.")
    private @Nullable String run;

    @Option(
            names = {"--model", "--arm"},
            paramLabel = "NAME",
            description = "pretrained, post-trained or an arm. Default: the first arm.")
    private @Nullable String model;

    @Option(names = "--seed", paramLabel = "N", description = "The model's pretraining seed. Default: its first.")
    private @Nullable Long seed;

    @Option(names = "--suite", paramLabel = "SUITE", description = "Such as near/leverage, which is the default.")
    private @Nullable String suite;

    @Option(
            names = "--rollout",
            paramLabel = "N",
            description = "Number of the rollout in its suite, from 0. Default: the first harmful one.")
    private @Nullable Integer rollout;

    @Option(
            names = "--corpus",
            paramLabel = "CORPUS",
            description = "With a run: the corpus of pretraining; default " + PRETRAINED_ON
                    + ". Without: a .jsonl file of {\"id\", \"text\"} lines, or a folder of .jsonl and .txt files.")
    private @Nullable String corpus;

    @Option(names = "--text", paramLabel = "TEXT", description = "Text to trace to --corpus.")
    private @Nullable String text;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Number of documents to print. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10")
    private int top = 10;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public TraceCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        if (top < 1 || top > MOST) {
            throw wrong("--top is how many documents are named, from 1 to %d, but was %d.", MOST, top);
        }
        if (run == null) {
            traceText();
        } else {
            traceRollout(run);
        }
        return ExitCode.OK.code();
    }

    private void traceRollout(String wanted) {
        if (text != null) {
            throw wrong(
                    "--text is traced to a --corpus of files. Leave out the run \"%s\", or leave out --text.", wanted);
        }
        Path folder = runs.find(shell, wanted);
        Study study = Study.in(folder);
        TracedRollout chosen = TracedRollout.choose(
                study, new TracedRollout.Wish(corpus == null ? PRETRAINED_ON : corpus, model, seed, suite, rollout));
        note("Reading what %s was trained on (%s); kept for the next time in %s."
                .formatted(chosen.model(), chosen.lineage().name(), folder.resolve(TracedRollout.INDEXES)));
        try (CorpusIndex index = chosen.index()) {
            show(chosen.trace(index, top));
            chosen.next().ifPresent(next -> {
                CommandText line = new CommandText("parable trace").word(wanted);
                kernels.tell(line);
                next(line + " " + next);
            });
        }
    }

    private void traceText() {
        if (text == null || corpus == null) {
            throw wrong("Name a run to trace a rollout, or give both --corpus and --text to trace a text.");
        }
        String words = PlainWords.of(text);
        if (words.isEmpty()) {
            throw wrong("--text holds no word.");
        }
        Corpus plain = plain(TextFiles.read(Path.of(corpus)));
        String identity = plain.hash();
        Path folder = runs.in(shell).resolve("corpora").resolve(identity.substring(0, 16));
        try (CorpusIndex index = CorpusIndex.at(folder, plain.name(), identity, () -> plain)) {
            show(index.trace(new TracedText("the text", "", words), Optional.empty(), top));
        }
    }

    /// Documents in the form that small English has by nature. Ids and tags stay.
    private static Corpus plain(Corpus corpus) {
        return new Corpus.Derived(
                corpus.name(),
                () -> corpus.documents().map(document -> document.withText(PlainWords.of(document.text()))));
    }

    private void show(Trace trace) {
        shell.out().print(output.json() ? Json.pretty(trace) : TraceListing.of(trace));
    }

    private void next(String command) {
        if (!output.json()) {
            shell.out().println();
            shell.out().println("Next:   " + command);
        }
    }

    private void note(String line) {
        if (!output.quiet()) {
            shell.err().println(line);
        }
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(StudyException.Category.CONFIG, message, values);
    }
}
