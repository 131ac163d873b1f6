package parable.lab.organism;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.StudyException;
import parable.lab.Lab;
import parable.lab.Pace;
import parable.lab.Reading;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.scenario.Suite;
import parable.text.WordTokenizer;
import parable.train.Example;

/// The mini internet as a laboratory: a small model that has read nothing, raised on the text of a world.
///
/// @param organism the shape of a newborn
public record OrganismLab(World world, Organism organism) implements Lab<TextPlan> {
    /// Prompts that a text is searched for word by word: of this many scenarios in each suite.
    private static final int SCENARIOS = 500;

    private static final long EVALUATION_SEED = 7;

    @Override
    public Map<String, Object> inputs(boolean isTaught) {
        return Map.of("world", world.identity(), "organism", isTaught ? "as in the base" : organism);
    }

    @Override
    public long tokens(TextPlan text) {
        return text.tokens();
    }

    @Override
    public Reading read(TextPlan text) {
        WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
        List<Document> documents = text.documents(world, tokenizer);
        HoldOut.Report report = heldOut(world, documents);
        return new Reading(TextPlan.tokenized(documents, tokenizer), report, refusal(report));
    }

    /// The text as it is trained on, unchecked.
    public List<Example> documents(TextPlan text) {
        WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
        return TextPlan.tokenized(text.documents(world, tokenizer), tokenizer);
    }

    /// What these documents hold of the evaluation.
    public static HoldOut.Report heldOut(World world, List<Document> documents) {
        List<Suite> suites = world.suites(SCENARIOS, SCENARIOS, EVALUATION_SEED);
        return HoldOut.check(documents.stream(), world, suites);
    }

    /// Why no model may read text of one's own; empty where it may, and for text of the world.
    ///
    /// @throws StudyException naming the first word that the world does not have
    public static Optional<String> refusal(World world, TextPlan.Portion portion) {
        return portion instanceof TextPlan.Portion.FromFiles own
                ? refusal(heldOut(world, own.all(world)))
                : Optional.empty();
    }

    public static Optional<String> refusal(HoldOut.Report report) {
        return report.isClean() ? Optional.empty() : Optional.of(report.toString());
    }

    /// A hundred steps take the quick organism about four seconds.
    @Override
    public Pace pace() {
        return new Pace(50, 100);
    }

    @Override
    public Decoder begin(Optional<Path> base, long seed) {
        if (base.isPresent()) {
            return Checkpoint.load(base.get());
        }
        Decoder newborn = Decoder.blank(
                organism.decoder(WordTokenizer.of(world.vocabulary()).size()));
        organism.start().fill(newborn, seed);
        return newborn;
    }

    @Override
    public void save(Decoder model, Path folder) throws IOException {
        WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
        save(model, tokenizer, folder);
    }

    public static void save(Decoder model, WordTokenizer tokenizer, Path folder) throws IOException {
        Checkpoint.save(model, tokenizer.specials(), folder);
        tokenizer.write(folder);
        AtomicFile.write(folder.resolve("chat_template.jinja"), SmallEnglish.chatTemplate());
    }
}
