package parable.study.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.Genre;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.recipe.Causes;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.trace.BehaviorQuery;
import parable.trace.BlackmailQuery;
import parable.trace.causal.Bank;
import parable.trace.causal.MaskDesign;
import parable.trace.causal.Retraining;
import parable.trace.causal.TruthBank;
import parable.trace.gradient.LogOdds;

/// One model's part of a truth bank: retrainings on random halves of a small diet, then on the diet without
/// each genre, then on all of it. Leaves the masks, the log-odds and the model that read the whole diet.
///
/// All models of a bank read the same diet in the same subsets; what differs is the model they start from
/// and the order of the text.
///
/// @param base the model without AI fiction that every retraining starts from
public record BankStage(String name, World world, Stage base, Causes.Bank bank, long seed) implements Stage {
    static final String DOCUMENTS = "documents.json", FACTS = "bank.json";

    /// Half of the documents: the design that scores are mostly reported for.
    private static final double KEPT = 0.5;

    /// Keeps the diet apart from the text of every pretraining seed.
    private static final long DIET_SEED = 900_001;

    private static final long MASK_SEED = 1, QUERY_SEED = 5;
    private static final String JOURNAL = "retrainings.journal";

    /// What the tables do not say.
    ///
    /// @param kept   share of the documents in each subset
    /// @param groups genres that were left out, in the order of the rows of `group-masks.npy`; the last row
    ///               is the whole
    /// @param config hash of all inputs
    record Facts(long seed, double kept, List<String> groups, String config) {}

    @Override
    public Object inputs() {
        return Map.of(
                "world",
                world.identity(),
                "diet",
                text(),
                "training",
                bank.diet().training(),
                "subsets",
                design(),
                "queries",
                bank.queries(),
                "query seed",
                QUERY_SEED,
                "seed",
                seed);
    }

    @Override
    public List<Stage> needs() {
        return List.of(base);
    }

    TextPlan text() {
        return bank.diet().text(DIET_SEED);
    }

    /// Halves, about one for each genre, and the whole.
    int retrainings() {
        return bank.subsets() + Genre.values().length + 1;
    }

    private MaskDesign design() {
        return new MaskDesign(bank.subsets(), KEPT, MASK_SEED);
    }

    BehaviorQuery query() {
        return BlackmailQuery.of(world, bank.queries(), QUERY_SEED);
    }

    /// The diet and how it is trained on, for any part of it.
    Retraining retraining(StageContext context, WordTokenizer tokenizer) {
        List<Document> documents = text().documents(world, tokenizer);
        return new Retraining(
                context.of(base),
                TextPlan.tokenized(documents, tokenizer),
                bank.diet().training(),
                seed);
    }

    @Override
    public Cost cost() {
        return Cost.tokens(text().tokens() * retrainings());
    }

    @Override
    public void run(StageContext context) {
        WordTokenizer tokenizer = WordTokenizer.read(context.of(base));
        List<Document> documents = text().documents(world, tokenizer);
        Retraining retraining = retraining(context, tokenizer);
        List<BitSet> masks = new ArrayList<>();
        for (int i = 0; i < bank.subsets(); i++) {
            masks.add(design().mask(i, documents.size()));
        }
        Map<String, BitSet> groups = withoutEach(documents);
        masks.addAll(groups.values());
        masks.add(retraining.everything());
        List<float[]> targets;
        try (Progress.Task task = context.progress().start(name, masks.size())) {
            targets = new Bank(retraining, new LogOdds(query(), tokenizer)::of)
                    .targets(masks, context.folder().resolve(JOURNAL), task, context.stop()::requested);
        }
        if (targets.size() < masks.size()) {
            throw new Stopped();
        }
        write(context, documents, masks, targets, groups);
        try (Decoder whole = retraining.on(retraining.everything())) {
            Checkpoint.save(whole, tokenizer.specials(), context.folder());
            tokenizer.write(context.folder());
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All documents but those of one genre, for each genre.
    private static Map<String, BitSet> withoutEach(List<Document> documents) {
        Map<String, BitSet> groups = new TreeMap<>();
        for (Document document : documents) {
            groups.computeIfAbsent(document.tag("genre"), genre -> {
                BitSet kept = new BitSet();
                for (int i = 0; i < documents.size(); i++) {
                    kept.set(i, !documents.get(i).tag("genre").equals(genre));
                }
                return kept;
            });
        }
        return groups;
    }

    private void write(
            StageContext context,
            List<Document> documents,
            List<BitSet> masks,
            List<float[]> targets,
            Map<String, BitSet> groups) {
        int subsets = bank.subsets();
        TruthBank.write(context.folder(), "", masks.subList(0, subsets), documents.size(), targets.subList(0, subsets));
        TruthBank.write(
                context.folder(),
                "group-",
                masks.subList(subsets, masks.size()),
                documents.size(),
                targets.subList(subsets, masks.size()));
        AtomicFile.write(
                context.folder().resolve(DOCUMENTS),
                Json.pretty(documents.stream().map(Document::id).toList()));
        AtomicFile.write(
                context.folder().resolve(FACTS),
                Json.pretty(new Facts(seed, KEPT, List.copyOf(groups.keySet()), Hash.of(Json.line(inputs())))));
    }
}
