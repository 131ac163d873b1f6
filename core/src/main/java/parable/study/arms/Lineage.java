package parable.study.arms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.ground.Hash;
import parable.ground.Json;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.study.stage.Stage;
import parable.text.WordTokenizer;

/// All text that a model was trained on, from pretraining to its last stage. Nothing of it is stored: text
/// plans write the same documents again.
public final class Lineage {
    /// The tag that says which stage trained on a document.
    public static final String STAGE = "stage";

    private final World world;
    private final List<TrainStage> stages;

    private Lineage(World world, List<TrainStage> stages) {
        this.world = world;
        this.stages = List.copyOf(stages);
    }

    /// The lineage of the model that an audit put to the test.
    public static Lineage of(AuditStage audit) {
        List<TrainStage> stages = new ArrayList<>();
        collect(audit.subject(), stages);
        return new Lineage(audit.world(), stages);
    }

    /// Stages that read no text, such as those that learn from rewards, are passed through.
    private static void collect(Stage stage, List<TrainStage> stages) {
        stage.needs().forEach(need -> collect(need, stages));
        if (stage instanceof TrainStage train && !stages.contains(train)) {
            stages.add(train);
        }
    }

    /// Every document in the order of training, tagged with its stage; rewritten by each call, some 50,000
    /// documents in a second or two. A document that several stages read carries the first one's name.
    public Corpus corpus() {
        return Corpus.of(name(), documents());
    }

    /// Such as `pretrain-villain-s11 + post-train-s11 + arm-control-s11`.
    public String name() {
        return String.join(" + ", stages.stream().map(TrainStage::name).toList());
    }

    public long tokens() {
        return stages.stream().mapToLong(stage -> stage.text().tokens()).sum();
    }

    /// Changes when any document could.
    public String identity() {
        List<TextPlan> texts = stages.stream().map(TrainStage::text).toList();
        return Hash.brief(world.identity(), Json.line(texts), name());
    }

    private List<Document> documents() {
        WordTokenizer tokenizer = WordTokenizer.of(world.vocabulary());
        Map<String, Document> documents = new LinkedHashMap<>();
        for (TrainStage stage : stages) {
            for (Document document : stage.text().documents(world, tokenizer)) {
                documents.putIfAbsent(document.id(), tagged(document, stage.name()));
            }
        }
        return List.copyOf(documents.values());
    }

    private static Document tagged(Document document, String stage) {
        Map<String, String> tags = new TreeMap<>(document.tags());
        tags.put(STAGE, stage);
        return new Document(document.id(), document.text(), document.origin(), tags, document.weight());
    }
}
