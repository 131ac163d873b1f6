package parable.lab.checkpoint;

import java.util.List;
import parable.corpus.Document;
import parable.model.ModelSource;
import parable.model.ModelTexts;
import parable.train.Example;

/// The rows of tokens that a study would train a base on, for those who train it elsewhere. Confined to one thread.
public final class TrainingRows implements AutoCloseable {
    private final ModelTexts texts;
    private final ExampleWriter writer;
    private final int context;

    private TrainingRows(ModelTexts texts, int context) {
        this.texts = texts;
        this.writer = ExampleWriter.of(texts);
        this.context = context;
    }

    /// @param base `hf:FOLDER`, `gguf:FILE`, or the path of either
    public static TrainingRows open(String base) {
        ModelSource source = ModelSource.of(base);
        ModelTexts texts = source.texts();
        try {
            return new TrainingRows(texts, source.config().attention().context());
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    /// Most tokens that the base reads at once.
    public int context() {
        return context;
    }

    /// @param longest tokens of a row
    /// @return several for running text, else one
    /// @throws parable.ground.StudyException naming a row that is too long or cannot be written
    public List<Example> of(Document document, int longest) {
        return writer.write(document, longest);
    }

    @Override
    public void close() {
        texts.close();
    }
}
