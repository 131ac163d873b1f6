package parable.lab.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.ground.Check;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.lab.Lab;
import parable.lab.Pace;
import parable.lab.Reading;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.ModelFolder;
import parable.model.ModelSource;
import parable.model.ModelTexts;
import parable.model.OpenModel;
import parable.train.Example;

/// Open weights as a laboratory: a published model, trained further on files, all weights in float32. What it saves
/// has the layout of the base and opens where the base opens.
///
/// Thread-safe: stages that run side by side read one after the other, and train side by side.
public final class CheckpointLab implements Lab<FileText>, AutoCloseable {
    /// Part of every key: raised when the same files come to train otherwise.
    private static final String VERSION = "checkpoint-1";

    /// Places of held-out text that a report names.
    private static final int NAMED = 5;

    private final ModelSource source;
    private final String identity;
    private final DecoderConfig config;
    private final ModelTexts texts;
    private final ExampleWriter writer;
    private final HeldOut heldOut;
    private final Map<String, Corpus> corpora = new HashMap<>(); // by hash

    private CheckpointLab(ModelSource source, HeldOut heldOut) {
        this.source = source;
        this.config = source.config();
        TrainingMemory.require(source.path(), config);
        this.identity = source.identity();
        this.heldOut = heldOut;
        this.texts = source.texts();
        try {
            this.writer = ExampleWriter.of(texts);
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    /// @param base `hf:FOLDER`, `gguf:FILE`, or the path of either
    /// @throws StudyException when it is no model, one that cannot be trained, or one that does not fit in memory
    public static CheckpointLab open(String base, HeldOut heldOut) {
        return new CheckpointLab(ModelSource.of(base), heldOut);
    }

    /// Hash of the base's files.
    public String identity() {
        return identity;
    }

    /// How many models of this base fit in memory while they are trained, from 1 to `wanted`.
    public int sideBySide(int wanted) {
        return TrainingMemory.sideBySide(config, wanted);
    }

    /// Numbers in the base's weights.
    public long parameters() {
        return config.parameterCount();
    }

    /// Most tokens that a row can have.
    public int context() {
        return config.attention().context();
    }

    /// So many tokens of a corpus, for a [FileText].
    ///
    /// @throws StudyException naming what in it is no document
    public synchronized FileText.Portion portion(Corpus corpus, long tokens, long seed) {
        Check.that(
                tokens > 0, "a portion of text needs at least one token, but %s was to give %d", corpus.name(), tokens);
        String hash = corpus.hash();
        corpora.put(hash, corpus);
        return new FileText.Portion(corpus.name(), hash, tokens, seed);
    }

    @Override
    public Map<String, Object> inputs(boolean isTaught) {
        return Map.of("laboratory", VERSION, "base", isTaught ? "as in the base" : identity);
    }

    @Override
    public long tokens(FileText text) {
        return text.portions().stream().mapToLong(FileText.Portion::tokens).sum();
    }

    /// What the check of held-out text counted.
    ///
    /// @param documents read, chosen for training or not
    /// @param holding   how many of them hold held-out text
    /// @param places    of the first few, with what they hold
    public record HeldOutReport(long documents, long holding, List<String> places) {
        public HeldOutReport {
            places = List.copyOf(places);
        }
    }

    /// @throws StudyException naming file and line of a row that is too long or cannot be written, or when the rows
    /// of
    ///     the plan exceed the base's context
    @Override
    public synchronized Reading read(FileText text) {
        if (text.rowLength() > context()) {
            throw new StudyException(
                    Category.CONFIG,
                    "Rows of %d tokens were asked for, but the context of %s is %d. Make the rows shorter.",
                    text.rowLength(),
                    source.path(),
                    context());
        }
        Watch watch = new Watch();
        List<Example> examples = new ArrayList<>();
        for (FileText.Portion portion : text.portions()) {
            Corpus corpus =
                    Objects.requireNonNull(corpora.get(portion.corpus()), "a portion comes from this laboratory");
            examples.addAll(
                    TextSample.of(corpus, writer, text.rowLength(), portion.tokens(), portion.seed(), watch::see));
        }
        return new Reading(examples, watch.report(), watch.refusal());
    }

    /// Steps take tens of seconds, and the state of SmolLM2-135M has 1.6 GB.
    @Override
    public Pace pace() {
        return new Pace(1, 10);
    }

    @Override
    public Decoder begin(Optional<Path> base, long seed) {
        return base.map(folder -> (ModelSource) new ModelFolder(folder))
                .orElse(source)
                .decoder(OpenModel.Use.TRAIN);
    }

    @Override
    public void save(Decoder model, Path folder) {
        source.save(model, folder);
    }

    @Override
    public void close() {
        texts.close();
    }

    /// Looks at every document that is read.
    private final class Watch {
        private final List<String> places = new ArrayList<>();
        private long documents;
        private long holding;

        void see(Document document) {
            documents++;
            heldOut.in(document).ifPresent(what -> {
                holding++;
                if (places.size() < NAMED) {
                    places.add("%s %s".formatted(document.origin().place(), what));
                }
            });
        }

        HeldOutReport report() {
            return new HeldOutReport(documents, holding, places);
        }

        Optional<String> refusal() {
            return places.isEmpty()
                    ? Optional.empty()
                    : Optional.of("%d of %d documents, such as %s. Take them out of the text"
                            .formatted(holding, documents, places.getFirst()));
        }
    }
}
