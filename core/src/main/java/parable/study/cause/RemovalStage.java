package parable.study.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import parable.audit.run.Rollout;
import parable.corpus.Document;
import parable.ground.AtomicFile;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.study.arms.Headline;
import parable.study.arms.TrainStage;
import parable.study.recipe.Recipe;
import parable.study.stage.Cost;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.study.trace.DietScoresStage;
import parable.text.WordTokenizer;
import parable.trace.Influence;
import parable.trace.causal.Cut;
import parable.trace.causal.Retraining;
import parable.trace.causal.TailPatch;
import parable.trace.gradient.LogOdds;
import parable.train.Example;

/// Trains one model on its diet again and again, each time without what another ranking names, and measures
/// what is left of the behavior: the removal and the add-back test. Then takes one more step on what each
/// ranking names.
///
/// Every retraining is journalled when it is done, so that a kill costs the one that was running.
///
/// @param diet   the model that read all of the diet
/// @param scores of every method for every document of the diet
/// @param share  of the documents that is removed; as many as there are suspects are removed too
public record RemovalStage(
        String name, World world, TrainStage diet, DietScoresStage scores, Recipe.Evaluation evaluation, double share)
        implements Stage {
    static final String RESULTS = "removal.json";
    private static final String JOURNAL = "removal.journal";

    /// Contexts in which the log-odds are measured.
    private static final int CONTEXTS = 60;

    /// Documents of one tail patch.
    private static final int PATCH = 16;

    @Override
    public Object inputs() {
        return Map.of(
                "world", world.identity(),
                "evaluation", evaluation,
                "share", share,
                "contexts", CONTEXTS,
                "patch", PATCH);
    }

    @Override
    public List<Stage> needs() {
        return List.of(diet.base().orElseThrow(), diet, scores);
    }

    @Override
    public void run(StageContext context) {
        WordTokenizer tokenizer = WordTokenizer.read(context.of(diet));
        List<Document> documents = diet.text().documents(world, tokenizer);
        List<Example> tokens = TextPlan.tokenized(documents, tokenizer);
        List<Influence> influences = influences(context);
        Set<String> suspects = documents.stream()
                .filter(RemovalStage::isSuspect)
                .map(Document::id)
                .collect(Collectors.toSet());
        Headline headline = Headline.of(world, evaluation);
        LogOdds odds = new LogOdds(headline.query(CONTEXTS), tokenizer);
        Retraining retraining =
                new Retraining(context.of(diet.base().orElseThrow()), tokens, diet.training(), diet.seed());
        Laboratory laboratory = new Laboratory(retraining, headline, odds, tokenizer, documents);
        List<CutResult> cuts = results(context, cuts(documents, suspects, influences), laboratory);
        Map<String, Double> patches = patches(context.of(diet), tokens, influences, odds);
        AtomicFile.write(
                context.folder().resolve(RESULTS),
                Json.pretty(new Removed(documents.size(), suspects.size(), cuts, patches)));
        try {
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What all retrainings cost.
    @Override
    public Cost cost() {
        long cuts = 2 + 3L * scores.rankings();
        return Cost.tokens(diet.text().tokens() * cuts).plus(Cost.rollouts(evaluation.headline() * cuts));
    }

    /// Whether a document shows an AI that misbehaves: the world knows, methods do not.
    public static boolean isSuspect(Document document) {
        return document.tag("portrayal").equals("villain");
    }

    private List<Influence> influences(StageContext context) {
        return List.of(new Finished(context.stages()).read(scores, DietScoresStage.INFLUENCES, Influence[].class));
    }

    private List<Cut> cuts(List<Document> documents, Set<String> suspects, List<Influence> influences) {
        int few = (int) Math.round(share * documents.size());
        List<Cut> cuts = new ArrayList<>(List.of(Cut.whole(documents), Cut.withoutSuspects(documents, suspects)));
        for (Influence influence : influences) {
            List<String> ranked = influence.ranked();
            cuts.add(Cut.removed(influence.method(), documents, ranked, few));
            cuts.add(Cut.removed(influence.method(), documents, ranked, suspects.size()));
            cuts.add(Cut.addedBack(influence.method(), documents, suspects, ranked, few));
        }
        return cuts;
    }

    private List<CutResult> results(StageContext context, List<Cut> cuts, Laboratory laboratory) {
        try (Journal journal = Journal.open(context.folder().resolve(JOURNAL));
                Progress.Task task = context.progress().start(name, cuts.size())) {
            List<CutResult> results = new ArrayList<>();
            results.addAll(journal.records(CutResult.class));
            task.advance(results.size(), "");
            while (results.size() < cuts.size()) {
                if (context.stop().requested()) {
                    throw new Stopped();
                }
                CutResult result = laboratory.result(cuts.get(results.size()));
                journal.append(Json.mapper().writeValueAsBytes(result));
                results.add(result);
                task.advance(1, result.ranking());
            }
            return results;
        }
    }

    private Map<String, Double> patches(Path model, List<Example> tokens, List<Influence> influences, LogOdds odds) {
        TailPatch patch = new TailPatch(model, diet.training());
        double before;
        try (Decoder whole = Checkpoint.load(model)) {
            before = odds.mean(whole);
        }
        return influences.stream().collect(Collectors.toMap(Influence::method, influence -> {
            Set<String> top = Set.copyOf(influence.top(PATCH));
            List<Example> chosen = tokens.stream()
                    .filter(document -> top.contains(document.id()))
                    .toList();
            return patch.logOdds(chosen, odds) - before;
        }));
    }

    /// Trains and measures one cut after another.
    private record Laboratory(
            Retraining retraining, Headline headline, LogOdds odds, WordTokenizer tokenizer, List<Document> documents) {
        CutResult result(Cut cut) {
            int suspects = 0;
            for (int i = 0; i < documents.size(); i++) {
                suspects += isSuspect(documents.get(i)) && !cut.kept().get(i) ? 1 : 0;
            }
            try (Decoder model = retraining.on(cut.kept())) {
                List<Rollout> rollouts = headline.rollouts(model, tokenizer);
                return new CutResult(
                        cut.kind(),
                        cut.name(),
                        cut.leftOut(documents.size()),
                        suspects,
                        Headline.blackmail(rollouts),
                        BehaviorCounts.of(rollouts.stream().map(Rollout::verdict))
                                .of(Standing.INCOHERENT),
                        odds.mean(model));
            }
        }
    }
}
