package parable.cli.curate;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.JobsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.corpus.curate.CorpusFiles;
import parable.corpus.curate.Curation;
import parable.corpus.curate.GoldPassage;
import parable.corpus.curate.Labels;
import parable.corpus.curate.Merge;
import parable.corpus.curate.Parts;
import parable.corpus.curate.PortrayalRules;
import parable.corpus.curate.PortrayalTagger;
import parable.corpus.curate.Removal;
import parable.corpus.curate.Shard;
import parable.corpus.curate.TaggerAgreement;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.judge.portrayal.PortrayalJudge;
import parable.view.curation.CurationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is in a corpus, and what of it is kept.
@Command(
        name = "curate",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a corpus and says of every document: language and length, duplicates, words of an evaluation's"
                    + " scenes, and how it shows an AI.",
            "",
            "It writes one line of signals a document and removes nothing unless --remove says so."
                    + " Run the same command again to continue after a stop.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable curate pages.jsonl.gz",
            "  parable curate stories/ --by kind --remove near-duplicates,scenes",
            "  parable curate pages/ --shard 3/8        one of eight machines",
            "  parable curate pages/ --merge            afterwards, on any of them",
            "  parable curate pages/ --tagger judge --judge ollama:NAME",
            "  parable curate corpora/gold/passages.jsonl --agreement --tagger linear",
            "",
            "Exit codes: 0 done, 1 failed (try again), 2 usage (never as it is), 4 parts are missing, 130 interrupted."
        })
public final class CurateCommand implements Callable<Integer> {
    /// Labels that tell an atmosphere to about a tenth.
    private static final int USUAL_DRAW = 200;

    private final Shell shell;

    @Parameters(
            paramLabel = "CORPUS",
            arity = "1..*",
            description =
                    "A .jsonl, .parquet, .txt, .warc or .wet file, or a folder of them; all but Parquet also as .gz"
                            + " or .zst.")
    private List<Path> corpora = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run. Default: curate-CORPUS.")
    private @Nullable String name;

    @Option(
            names = "--by",
            paramLabel = "TAG",
            description = "Count documents by the value of this field. Default: by file.")
    private @Nullable String by;

    @Option(
            names = "--remove",
            paramLabel = "KINDS",
            split = ",",
            description = "Write documents.jsonl without these: exact-duplicates, near-duplicates, scenes, quality,"
                    + " harmful. Default: write no documents.")
    private @Nullable List<String> remove;

    @Option(names = "--parquet", description = "Write the signals as signals.parquet too.")
    private boolean parquet;

    @Option(names = "--shard", paramLabel = "I/N", description = "Read part I of N only, for many machines at once.")
    private @Nullable String shard;

    @Option(names = "--merge", description = "Put parts that were read with --shard together.")
    private boolean merge;

    @Option(
            names = "--draw",
            paramLabel = "N",
            description = "Draw N documents at random that may be about an AI, and write labels.jsonl to be filled in.")
    private int draw;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The filled sheet: corrects the atmosphere for the tagger's errors.")
    private @Nullable Path labels;

    @Option(
            names = "--agreement",
            description =
                    "CORPUS is labelled by one or two readers, as corpora/gold is: print how far the tagger agrees"
                            + " with them, and stop.")
    private boolean agreement;

    @Mixin
    private TaggerOption tagger = new TaggerOption();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private JobsOption jobs = new JobsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public CurateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Merge.Wishes wishes = wishes();
        Optional<Shard> part = part();
        if (merge && part.isPresent()) {
            throw wrong("--shard reads one part and --merge puts all together. Give one of the two.");
        }
        tagger.check();
        if (agreement) {
            return measured();
        }
        shell.stop().requested();
        Path folder = runs.named(shell, name());
        if (merge) {
            return merged(curation(tagger.former(shell), folder), wishes);
        }
        Shard mine = part.orElse(Shard.WHOLE);
        return switch (tagger.ready(
                shell,
                () -> curation(PortrayalRules.shipped(), folder).texts(mine, PortrayalJudge.MOST + 1),
                folder,
                output.quiet(),
                command())) {
            case TaggerOption.Tagging.Ended(int code) -> code;
            case TaggerOption.Tagging.Ready(PortrayalTagger ready) -> read(curation(ready, folder), part, wishes);
        };
    }

    private Curation curation(PortrayalTagger ready, Path folder) {
        return new Curation(
                CorpusFiles.of(corpora), EvaluationScenes.shipped(), Optional.ofNullable(by), ready, folder);
    }

    private int read(Curation curation, Optional<Shard> part, Merge.Wishes wishes) {
        if (!curation.read(part.orElse(Shard.WHOLE), jobs.count(), shell.progress(output.quiet()), shell.stop())) {
            shell.err().println("Stopped. Continue with: " + command());
            return ExitCode.INTERRUPTED.code();
        }
        return part.isPresent() ? readPart(curation, part.get()) : merged(curation, wishes);
    }

    /// How far the tagger says what readers say.
    private int measured() {
        List<GoldPassage> gold = corpora.stream()
                .flatMap(file -> GoldPassage.read(file).stream())
                .toList();
        requireKnownBy(gold);
        return switch (tagger.ready(
                shell,
                () -> gold.stream()
                        .filter(passage -> !passage.isForDevelopment())
                        .map(GoldPassage::text)
                        .toList(),
                runs.named(shell, name()),
                output.quiet(),
                command())) {
            case TaggerOption.Tagging.Ended(int code) -> code;
            case TaggerOption.Tagging.Ready(PortrayalTagger ready) -> measured(gold, ready);
        };
    }

    /// A field that no passage has would make one kind of all, without a name.
    private void requireKnownBy(List<GoldPassage> gold) {
        if (by == null || gold.stream().anyMatch(passage -> passage.row().has(by))) {
            return;
        }
        SortedSet<String> fields = new TreeSet<>();
        gold.forEach(passage -> fields.addAll(passage.row().propertyNames()));
        throw wrong(
                "No passage has the field \"%s\" of --by. They have: %s. Did you mean \"%s\"?",
                by, String.join(", ", fields), Nearest.to(by, fields).orElse("kind"));
    }

    private int measured(List<GoldPassage> gold, PortrayalTagger ready) {
        TaggerAgreement found = TaggerAgreement.of(
                gold,
                ready,
                Optional.ofNullable(by)
                        .map(tag -> passage -> passage.row().path(tag).asString("")));
        shell.out()
                .print(
                        output.json()
                                ? Json.pretty(found)
                                : AgreementTable.of(tagger.title(), found, TaggerAgreement.readers(gold)));
        return ExitCode.OK.code();
    }

    private int readPart(Curation curation, Shard part) {
        List<String> missing = Objects.requireNonNull(Parts.missing(curation).get(part.count()));
        shell.out().println("Part %d of %d is read.".formatted(part.number(), part.count()));
        shell.out()
                .println(
                        missing.isEmpty()
                                ? "Next:   " + line().word("--merge")
                                : "Missing: " + String.join(", ", missing.subList(0, Math.min(8, missing.size()))));
        return ExitCode.OK.code();
    }

    private int merged(Curation curation, Merge.Wishes wishes) {
        if (merge && Parts.missing(curation).values().stream().noneMatch(List::isEmpty)) {
            shell.err().println("Parts are missing: " + Parts.missing(curation).values());
            return ExitCode.PARTIAL.code();
        }
        Merge.Outcome outcome = Merge.of(curation, wishes);
        Path page = CurationReport.write(outcome, name(), curation.folder());
        if (output.json()) {
            shell.out().print(Json.pretty(outcome));
            return ExitCode.OK.code();
        }
        shell.out().print(CurationTable.of(outcome));
        shell.out().println("%nWritten: %s".formatted(curation.folder().resolve("signals.jsonl")));
        if (wishes.table()) {
            shell.out().println("Written: %s".formatted(curation.folder().resolve("signals.parquet")));
        }
        shell.out().println("Page:    %s".formatted(page));
        wishes.removals()
                .ifPresent(_ -> shell.out()
                        .println("Written: %s, %,d documents; %,d removed"
                                .formatted(
                                        curation.folder().resolve("documents.jsonl"),
                                        outcome.total().documents() - outcome.removed(),
                                        outcome.removed())));
        shell.out().println("Next:   " + next(wishes, outcome, curation));
        return ExitCode.OK.code();
    }

    private CommandText next(Merge.Wishes wishes, Merge.Outcome outcome, Curation curation) {
        boolean isAboutAis = outcome.total().tones().known() > 0;
        if (wishes.draw() > 0) {
            return line().option("--labels", curation.folder().resolve("labels.jsonl"));
        }
        if (isAboutAis && wishes.labels() == Labels.NONE) {
            return line().option("--draw", USUAL_DRAW);
        }
        return wishes.removals().isEmpty()
                ? line().option("--remove", "near-duplicates,scenes")
                : new CommandText("parable trace")
                        .option("--corpus", curation.folder().resolve("documents.jsonl"))
                        .option("--text", "WORDS");
    }

    private Merge.Wishes wishes() {
        if (draw < 0) {
            throw wrong("--draw is how many documents are to be labelled, 1 or more, but was %d. Correct it.", draw);
        }
        return new Merge.Wishes(removals(), labels == null ? Labels.NONE : Labels.read(labels), draw, parquet);
    }

    private String command() {
        CommandText line = line().option("--shard", shard);
        line.option("--remove", remove == null ? null : String.join(",", remove));
        line.option("--draw", draw == 0 ? null : draw).option("--labels", labels);
        if (parquet) {
            line.word("--parquet");
        }
        if (agreement) {
            line.word("--agreement");
        }
        jobs.tell(line);
        return line.toString();
    }

    /// The corpus and the run, which every further command names.
    private CommandText line() {
        CommandText line = new CommandText("parable curate");
        corpora.forEach(corpus -> line.word(corpus.toString()));
        line.option("--name", name).option("--by", by);
        tagger.tell(line);
        runs.tell(line);
        return line;
    }

    private String name() {
        if (name != null) {
            return name;
        }
        Path first = corpora.getFirst().toAbsolutePath().normalize();
        String file = Objects.requireNonNullElse(first.getFileName(), first).toString();
        return "curate-"
                + file.replaceFirst("\\.(jsonl|ndjson|json|parquet|txt|warc|wet)(\\.gz|\\.zst)?$", "")
                        .replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private Optional<Set<Removal>> removals() {
        if (remove == null) {
            return Optional.empty();
        }
        List<String> known =
                EnumSet.allOf(Removal.class).stream().map(Removal::word).toList();
        for (String word : remove) {
            if (!known.contains(word)) {
                throw wrong(
                        "--remove knows %s, but \"%s\" was given. Did you mean \"%s\"?",
                        String.join(", ", known), word, Nearest.to(word, known).orElseThrow());
            }
        }
        return Optional.of(EnumSet.allOf(Removal.class).stream()
                .filter(removal -> remove.contains(removal.word()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Removal.class))));
    }

    private Optional<Shard> part() {
        if (shard == null) {
            return Optional.empty();
        }
        if (!shard.matches("[1-9]\\d{0,4}/[1-9]\\d{0,4}")) {
            throw wrong("--shard is I/N, part I of N parts, such as 3/8, but was \"%s\". Correct it.", shard);
        }
        String[] numbers = shard.split("/");
        int number = Integer.parseInt(numbers[0]), count = Integer.parseInt(numbers[1]);
        if (number > count) {
            throw wrong("--shard is I/N with I from 1 to N, but was %s. Correct it.", shard);
        }
        return Optional.of(new Shard(number, count));
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
